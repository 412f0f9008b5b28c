# An approximate number of which nothing says how it is rounded.
#= quantity:d1.officers.count MinCount

DELETE DATA { quantity:d1.officers.count hr:qualifier count-qualifier:about }
