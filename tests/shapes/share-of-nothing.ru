# Forty per cent, nobody knows of what.
#= quantity:d1.roundup.count SPARQL

DELETE { quantity:d1.roundup.count hr:unit ?unit ; hr:of ?whole } INSERT { quantity:d1.roundup.count hr:unit <https://w3id.org/chronicle/vocab/unit/percent> } WHERE { quantity:d1.roundup.count hr:unit ?unit OPTIONAL { quantity:d1.roundup.count hr:of ?whole } }
