# An acquittal with administrative arrest.
#= outcome:d1.trial.outcome Not

DELETE DATA { outcome:d1.trial.outcome hr:verdict verdict:convicted } ;
INSERT DATA { outcome:d1.trial.outcome hr:verdict verdict:acquitted }
