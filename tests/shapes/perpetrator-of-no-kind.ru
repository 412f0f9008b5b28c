# Police without the kind police.
#= organization:police MinCount

DELETE DATA { organization:police hr:agentKind agent-kind:police }
