# Two answers to who may see this, one in a word, and one of another vocabulary.
#= organization:ngo MaxCount NodeKind Or

INSERT DATA {
    organization:ngo dct:accessRights "all" , status:accepted .
}
