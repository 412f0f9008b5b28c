# Claims with no stance, with two, with one in a word, and with one of another vocabulary.
#= claim:d1.seller-account MinCount
#= claim:d1.police-denial MaxCount
#= claim:d1.arrest MaxCount NodeKind Or
#= claim:d1.police-denial.said Or

DELETE DATA { claim:d1.seller-account hr:stance stance:affirms . claim:d1.police-denial.said hr:stance
    stance:affirms } ;
INSERT DATA { claim:d1.police-denial hr:stance stance:doubts . claim:d1.arrest hr:stance "open" .
    claim:d1.police-denial.said hr:stance certainty:alleged }
