package catalogue

var builtin = Catalogue{}
