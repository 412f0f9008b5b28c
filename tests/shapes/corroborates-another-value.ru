# A claim on the reason supports one that gives another.
#= claim:d1.attempt.reason SPARQL

INSERT DATA {
    claim:d1.attempt.reason a hr:Claim ;
        hr:asserts act:d1.attempt ;
        hr:aspect hr:reason ;
        hr:value "their silence"@en ;
        hr:claimant person:p2 ;
        hr:evidence passage:d1.b ;
        hr:certainty certainty:alleged ;
        hr:stance stance:affirms ;
        hr:status status:accepted ;
        hr:corroborates claim:d1.held.reason .
    claim:d1.attempt.reason.said a hr:Claim ;
        hr:asserts claim:d1.attempt.reason ;
        hr:claimant organization:ngo ;
        hr:evidence passage:d1.b ;
        hr:certainty certainty:stated-as-fact ;
        hr:stance stance:affirms ;
        hr:status status:accepted .
}
