# A decision without a ground.
#= decision:i1 MinCount

DELETE DATA { decision:i1 hr:ground "The caller spoke to him."@en }
