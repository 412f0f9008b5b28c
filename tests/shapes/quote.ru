# Two quotes of one passage, and a quote without a language.
#= passage:d1.a MaxCount
#= passage:d1.b Datatype

DELETE DATA { passage:d1.b hr:quote "A caller warned the man"@en } ;
INSERT DATA { passage:d1.a hr:quote "Police took 12 people"@en . passage:d1.b hr:quote "A caller warned the man" }
