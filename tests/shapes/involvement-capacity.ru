# A capacity as a text, and an organisation as a capacity.
#= involvement:d1.held.witness NodeKind Class

INSERT DATA { involvement:d1.held.witness hr:capacity "spokeswoman" , organization:ngo }
