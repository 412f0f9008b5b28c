# 140 per cent of those who sell.
#= quantity:d1.trial.count SPARQL

DELETE { quantity:d1.trial.count ?any ?thing } INSERT {
    quantity:d1.trial.count a hr:Quantity ; hr:atLeast 140.0 ; hr:atMost 140.0 ; hr:of quantity:d1.sellers.count ;
        hr:unit <https://w3id.org/chronicle/vocab/unit/percent> .
} WHERE { quantity:d1.trial.count ?any ?thing }
