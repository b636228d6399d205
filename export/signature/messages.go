package signature

// The texts for people of this package.

// Said in allowed.go.
const (
	msgLine                        = "line %d: %w"
	msgNotEMailAddress             = "%q is not an e-mail address without wildcards"
	msgListSignersTooLarge         = "the list of signers is too large"
	msgLineNeedsPrincipalKey       = "a line needs a principal and a key"
	msgKeyCannotRead               = "the key cannot be read"
	msgOptionNamespacesStandsTwice = "the option namespaces stands twice"
	msgOptionNamespacesMustLook    = "the option namespaces must look like namespaces=\"%s\""
	msgPatternsOptionNamespacesNot = "patterns in the option namespaces are not supported; write %s"
	msgOptionNotSupported          = "the option %q is not supported"
)

// Said in file.go.
const (
	msgSignatureSignerExistsAlready = "a signature by this signer exists already"
	msgCannotStandFileName          = "%q cannot stand in a file name; use small letters, digits and hyphens"
)

// Said in keygen.go.
const (
	msgSshKeygenSignsWhole = "ssh-keygen signs whole messages only"
	msgSshKeygenCannotSign = "ssh-keygen cannot sign: %s"
)

// Said in keys.go.
const (
	msgPassphraseWrong         = "the passphrase is wrong"
	msgPassphraseEmpty         = "an empty passphrase leaves the key open to everyone who gets the file"
	msgKeyExists               = "a key file with this name exists already; choose another name"
	msgNoPrivateKeyOpenSSH     = "this is no private key in OpenSSH format"
	msgSecurityKeysSignThrough = "security keys sign through ssh-agent, or with ssh-keygen: run selfmark sign where it is installed, or add the key with ssh-add and name its .pub file"
	msgOnlySshKeygenCan        = "only ssh-keygen can open the cipher of this key file: run selfmark sign where it is installed, or add the key with ssh-add and name its .pub file"
	msgKeyReadable             = "others may read the key file; run chmod 600 on it"
	msgKeySignsNothing         = "this key signs nothing: a signature by it fits many texts; use a key made by selfmark key new or ssh-keygen"
	msgRSAKeysNeedLeast        = "RSA keys need at least %d bits; use Ed25519"
	msgKeysKindNotAccepted     = "keys of the kind %s are not accepted; use Ed25519"
	msgCommentKeyMustOne       = "the comment of a key must be one line, without hidden characters"
	msgKeyCannotDecrypted      = "the key cannot be decrypted: %w"
	msgNotFile                 = "it is not a file"
	msgNoAgent                 = "no ssh-agent is running; name the private key file, or start an agent"
	msgAgentSilent             = "ssh-agent does not answer: %w"
	msgAgentLacksKey           = "ssh-agent does not hold this key; add it with ssh-add"
	msgNoPublicKeyFile         = "this is no public key file with exactly one key"
)

// Said in passphrase.go.
const (
	msgPassphraseTooShortNeeds = "the passphrase is too short: it needs 12 characters at least; five random words make a good one"
	msgPassphraseRepeatsTooFew = "the passphrase repeats too few characters; five random words make a good one"
)

// Said in revoked.go.
const (
	msgLineControlCharacters       = "it has control characters in it; write one entry a line, as text in UTF-8"
	msgRevocationListTooLarge      = "the revocation list is too large"
	msgLinePublicKeyCannot         = "line %d: the public key cannot be read"
	msgBinaryRevocationListDamaged = "the binary revocation list is damaged or of an unknown kind; make it anew with ssh-keygen -k"
)

// Said in sshsig.go.
const (
	msgAnotherKeySigned            = "another key has signed"
	msgKeyMadeSignatureDoes        = "the key made a signature that does not verify: %w"
	msgKeyCannotSign               = "the key cannot sign: %w"
	msgRSAKeyCannotUse             = "this RSA key cannot use SHA-512"
	msgSignatureFileDamagedGet     = "the signature file is damaged; get it anew from the signer"
	msgSignatureFileDamagedHolds   = "the signature file is damaged, or holds more than a signature; get it anew from the signer"
	msgSignatureFileDoesNot        = "the signature file does not hold an SSH signature"
	msgSignatureVersionOnlyVersion = "the signature has version %d; only version %d is known"
	msgSignatureMadeNot            = "the signature was made for %q, not for %q"
	msgSignatureUsesReservedField  = "the signature uses a reserved field"
	msgSignatureUsesUnknownHash    = "the signature uses the unknown hash %q"
	msgSignatureNamesKeyUnknown    = "the signature names a key of an unknown kind"
	msgSignatureUsesSHA1           = "the signature uses SHA-1, which is not safe"
	msgSignatureUsesNotSupported   = "the signature uses %q, which is not supported for a key of the kind %s"
	msgSignatureFileHoldsMore      = "the signature file holds more than a signature"
	msgSecurityKeySignedWithout    = "the security key signed without being touched, which is not accepted"
	msgSignatureFileLargerBytes    = "the signature file is larger than %d bytes"
	msgSignatureFileMustBegin      = "the signature file must begin with an SSH signature block"
	msgSignatureFileMustHold       = "the signature file must hold exactly one SSH signature block and nothing else"
	msgSignatureDoesNotBelong      = "the signature does not belong to this text"
	msgLFLineEnds                  = "with LF line ends"
	msgWithoutByteOrderMark        = "without the byte order mark"
	msgLFLineEndsWithout           = "with LF line ends and without the byte order mark"
	msgLFLineEndsExactly           = "with LF line ends and exactly one at its end"
	msgLineEndsWindows             = "with the line ends of Windows"
	msgSignatureFitsVersionFile    = "the signature fits the version %s: the file was converted on the way (mail, git or an editor); get the original"
)
