# 13 tried out of 12.
#= quantity:d1.trial.count SPARQL

DELETE DATA { quantity:d1.trial.count hr:atLeast 2.0 } ;
INSERT DATA { quantity:d1.trial.count hr:atLeast 13.0 }
