# A person of whom nothing says whether the label is a name.
#= person:p2 MinCount

DELETE DATA { person:p2 hr:named true }
