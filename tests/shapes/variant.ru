# Name variants without a language, one a class.
#= document:d2 Datatype
#= event:d1.roundup Datatype
#= organization:ngo Datatype
#= posting:d1.spokeswoman Datatype
#= place:city Datatype
#= instrument:code Datatype
#= provision:p5 Datatype

INSERT DATA {
    document:d2 skos:altLabel "another name" .
    event:d1.roundup skos:altLabel "another name" .
    organization:ngo skos:altLabel "another name" .
    posting:d1.spokeswoman skos:altLabel "another name" .
    place:city skos:altLabel "another name" .
    instrument:code skos:altLabel "another name" .
    provision:p5 skos:altLabel "another name" .
}
