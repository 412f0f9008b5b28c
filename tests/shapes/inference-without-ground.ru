# Our inference, without what it is drawn from.
#= claim:d1.held.reason Or

DELETE DATA { claim:d1.held.reason hr:ground "The arrests began when the protest did."@en , "12 of 12" }
