# A claim without evidence, one whose evidence is a text, one whose evidence is a whole document.
#= claim:d1.held.reason MinCount
#= claim:d1.held NodeKind Class

DELETE DATA { claim:d1.held.reason hr:evidence passage:d1.a } ;
INSERT DATA { claim:d1.held hr:evidence "they were held" , document:d1 }
