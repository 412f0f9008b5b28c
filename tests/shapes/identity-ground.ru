# A decision without a ground.
#= identity:i1 MinCount

DELETE DATA { identity:i1 hr:ground "The caller spoke to him."@en }
