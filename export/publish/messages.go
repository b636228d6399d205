package publish

// The texts for people of this package.

// Said in bundle.go.
const (
	msgEvidence = "evidence %s: %s"
	msgNotThere = "there is no such file"
)

// Said in publish.go.
const (
	msgFileExistsAlready        = "the file exists already"
	msgNoDocumentNotOverwritten = "it is no document of selfmark, so it is not overwritten"
	msgIsFolder                 = "it is a folder"
	msgNoOrdinaryFile           = "it is no ordinary file"
)

// Said in sign.go.
const (
	msgDocumentNotFinal       = "the document is not final"
	msgDocumentNamesNoKey     = "the document names no key for this signer yet"
	msgLineEndsFirstLast      = "its line ends, its first or its last bytes were changed on the way (mail, git or an editor); get the original"
	msgNoIntactDocument       = "%s is no intact selfmark document: %s"
	msgEmpty                  = "nothing is in it"
	msgNoUTF8                 = "it is no text in UTF-8: another kind of file, or one that was converted on the way"
	msgNoDocumentOfOurs       = "not a selfmark document: "
	msgFolder2                = "%s is a folder"
	msgNoOrdinaryFile2        = "%s is no ordinary file"
	msgLargerKB               = "%s is larger than %d kB"
	msgDocumentNamesNoSigners = "the document names no signers; add them in step 11 and export it again"
	msgDocumentDoesNotRequire = "the document does not require a signature by %q; it requires %s"
	msgDocumentNamesKeyKey    = "the document names the key %s for %s, and this key is %s"
	msgAssessmentNoSigner     = "the assessment has no signer %q"
	msgKeyEverySignerSigns    = "this is the key of %s; every signer signs with a key of their own"
)

// Said in source.go.
const (
	msgNotIntact      = "it is no intact selfmark document: %w"
	msgLargerMB       = "larger than %d MB; check that it is the right file"
	msgAssessmentInIt = "the assessment in it, %s"
)

// Said in verify.go.
const (
	msgUnknownKey                 = "unknown key"
	msgRevokedKey                 = "revoked key"
	msgGoodIdentityNotChecked     = "good, identity not checked"
	msgKeyTooEverySigner          = "this is the key of %s too; every signer signs with a key of their own"
	msgIdSignerCannotStand        = "the id of the signer cannot stand in a file name"
	msgDocumentSignedAfter        = "the document was signed after %s"
	msgDocumentNamesAnotherKey    = "the document names another key for this signer: %s"
	msgRevocationListNamesKey     = "the revocation list names this key: it counts no more"
	msgGiveListSignersSigners     = "give a list of signers with --signers"
	msgListSignersDoesNot         = "the list of signers does not say that this key belongs to %s"
	msgDocumentNamesSameKey       = "the document names the same key for %s and %s: two signatures by it are one person's"
	msgDocumentNamesOnePerson     = "the document names one person as %s and %s; section 17 must say why"
	msgBesideDoesNotSay           = "%s beside it does not say the same"
	msgBesideSameDigestReads      = "%s beside it has the same digest and reads differently: the text was changed"
	msgBesideOtherVersion         = "%s beside it was written by selfmark %s; version %s cannot write it again to compare it"
	msgBesideReadsDifferentlyFrom = "%s beside it reads differently from the document"
)
