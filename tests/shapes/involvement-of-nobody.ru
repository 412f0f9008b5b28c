# A witness who is neither named nor left open; an involvement without an agent that no claim speaks of.
#= involvement:d1.x Or
#= involvement:d1.held.witness Or

DELETE DATA { claim:d1.held.witness hr:stance stance:leaves-open } ;
INSERT DATA { claim:d1.held.witness hr:stance stance:doubts .
    involvement:d1.x a hr:Involvement ; hr:role role:witness . act:d1.arrest hr:involvement involvement:d1.x }
