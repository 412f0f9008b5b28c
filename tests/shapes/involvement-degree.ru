# Two degrees, one in a word, and one of another vocabulary.
#= involvement:d1.held.order-giver.caller MaxCount
#= involvement:d1.held.alleged-perpetrator.police NodeKind Or
#= involvement:d1.trial.alleged-perpetrator Or

DELETE DATA { involvement:d1.held.alleged-perpetrator.police hr:degree degree:carried-out .
    involvement:d1.trial.alleged-perpetrator hr:degree degree:ordered } ;
INSERT DATA { involvement:d1.held.order-giver.caller hr:degree degree:planned .
    involvement:d1.held.alleged-perpetrator.police hr:degree "carried out" .
    involvement:d1.trial.alleged-perpetrator hr:degree modality:planned }
