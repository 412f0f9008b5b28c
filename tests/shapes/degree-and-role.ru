# A perpetrator without a degree, and a witness who is said to have stood by.
#= involvement:d1.held.alleged-perpetrator.police Xone
#= involvement:d1.held.witness Xone

DELETE DATA { involvement:d1.held.alleged-perpetrator.police hr:degree degree:carried-out } ;
INSERT DATA { involvement:d1.held.witness hr:degree degree:stood-by }
