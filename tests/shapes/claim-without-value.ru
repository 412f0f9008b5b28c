# A reason is affirmed and not given.
#= claim:d1.held.reason Or

DELETE DATA { claim:d1.held.reason hr:value "their protest"@en }
