package cli

// What the verbs say.

// Said in builtin.go.
const (
	msgNoVerb       = "there is no verb %q"
	msgNoCompletion = "there is no completion for %q; there are bash, zsh, fish and powershell"
)

// Said in bundle.go.
const (
	msgWriteBundleODIR          = "write selfmark bundle %s -o DIR"
	msgBundleNeedsOFolder       = "selfmark bundle needs -o with a folder or a file that ends in .zip"
	msgDateDoesNotGo            = "--date does not go with a document: it has its own date, %s"
	msgNoteNoDocumentBundle     = "selfmark: note: no document in the bundle is signed; name the signed JSON instead of the assessment, or sign it first"
	msgHintManifestNotSigned    = "selfmark: hint: the manifest is not signed; --key KEY signs it with the key of the management"
	msgChooseAnotherName        = "choose another name"
	msgExistsAlready            = "%s exists already"
	msgBundleNotCompleteNothing = "the bundle is not complete, so nothing was written: %w"
)

// Said in check.go and list.go.
const (
	msgRunTwice            = "run it twice"
	msgTwoResults          = "--json and --%s are two results, and one is printed"
	msgNoteExitCode0       = "selfmark: note: exit code 0 says that nothing blocks a final document; it is not conformity"
	msgQuestionsAnswered   = "  %s · %d of %d questions answered\n"
	msgStep                = "  step %-2d  %s"
	msgGroupMembers        = ": %s\n           %s\n"
	msgAllSaysEach         = "--all says each finding by itself."
	msgAndSoManyMore       = "and %d more"
	msgBlocksFinalDocument = "Blocks a final document"
	msgAdvice              = "Advice"
	msgOpenPoints          = "Open points"
)

// Said in cli.go.
const (
	msgResultCannotWritten = "the result cannot be written: %w"
	msgError               = "selfmark: error: %s\n"
	msgHint                = "selfmark: hint: %s\n"
	msgWrite               = "write %s"
	msgNeeds               = "%s needs %s"
	msgTakesNothingMoreToo = "%s takes %s and nothing more, so %q is too much"
	msgDateNotDateWrite    = "--date %q is not a date; write it like 2027-12-11"
	msgSOURCEDATEEPOCHNot  = "SOURCE_DATE_EPOCH %q is not a number of seconds"
	msgLawData             = "--law-data %s: %w"
)

// Said in diff.go.
const (
	msgNoFormatTextMd       = "there is no format %q; there are text, md and json"
	msgNotGitRevision       = "%q is not a git revision"
	msgInstallGitSaveOld    = "install git, or save the old file under another name"
	msgFileGitRevisionGit   = "%s@%s is a file in a git revision, and git is not installed"
	gitSaysNoRepository     = "not a git repository" // in the words of git
	msgNoRepository         = "FILE@REV is a file in a git repository; name a file that lies in one, or an older copy"
	msgGitLogShowsRevisions = "git log shows the revisions that have it"
	msgNotInRevision        = "%s is not in git revision %s: %s"
	msgRoutesOpen           = "routes open"
	msgInherentRResidualR   = "+ %s: inherent R%d, residual R%d; %s"
	msgInherentRResidualR2  = "- %s: it was inherent R%d, residual R%d"
	diffNothing             = "nothing differs"
	diffAnswers             = "Answers and decisions"
	msgThreats              = "Threats"
	msgRequirements         = "Requirements"
	msgFindings             = "Findings"
	diffScreening           = "Is it a substantial modification (Art. 3(30), recital 39)? You answer; the changes suggest:"
	diffSpeaks              = "yes, because:"
	diffNothingSpeaks       = "nothing here speaks for it"
)

// Said in evidence.go.
const (
	msgNoEvidenceEvidenceAdd = "there is no verb evidence %s; there are evidence add, evidence list and evidence refresh"
	msgNameNotKept           = "the name %q has characters in it that an assessment does not keep, such as hidden ones or accents that stand apart; rename it"
	msgWriteLikeM07II        = "write it like M07, (e) or II.5"
	msgNoPlaceAssessment     = "there is no place %q in this assessment"
	msgMeasuresItemsPartII   = "measures, requirements and items of Part II have a list of evidence"
	msgNoListEvidence        = "%s has no list of evidence"
	msgEvidenceListShowsThem = "selfmark evidence list shows them"
	msgNoEvidence            = "there is no evidence %q"
)

// Said in export.go.
const (
	msgExportHelpListsThem         = "selfmark export --help lists them"
	msgNoDocument                  = "there is no document %q"
	msgNoFormatDocumentMd          = "there is no format %q for this document; there are md, json and html, and csv for open-points"
	msgOwnerGoesDocumentOpen       = "--owner goes with --document open-points only"
	msgSinceGoesAssessment         = "--since goes with the assessment and the memo only"
	msgOpenMakesAssessmentCan      = "selfmark open %s makes an assessment of it, which can be exported for any date"
	msgNoteDocumentDraft           = "selfmark: note: the document is a draft: %s\n"
	msgLeaveDocumentOut            = "leave --document out"
	msgScopeGetsAssessmentNo       = "%s is in scope, so it gets the assessment and no memo"
	msgNoteDocumentFirstPage       = "selfmark: note: the document is %s; its first page says why\n"
	msgWarningDocumentSignedBefore = "selfmark: warning: the document was signed before and is another one now; these signatures are no longer valid for it: %s\n"
)

// Said in failures.go.
const (
	msgCheckName                      = "check the name"
	msgNoSuchFile                     = "%s: there is no such file"
	msgCheckFilePermissions           = "check the file and its permissions"
	msgCannotRead                     = "%s cannot be read: %w"
	msgCloseWindowTryAgain            = "close that window and try again"
	msgCannotSaved                    = "%s cannot be saved: %s"
	msgResult                         = "the result"
	msgForceOverwrites                = "--force overwrites it"
	msgFileExistsAlready              = "%s: the file exists already"
	msgChooseAnotherNameMove          = "choose another name, or move that file away"
	msgMakeFolderFirst                = "make the folder first"
	msgCannotWrittenFolderNot         = "%s cannot be written: its folder is not there"
	msgChangePermissionsChooseAnother = "change the permissions, or choose another place"
	msgCannotWritten                  = "%s cannot be written: %w"
)

// Said in key.go.
const (
	msgNoKeyKeyNew             = "there is no key %s; there are key new, key show, key assign and key trust"
	msgWarningKeyWouldLie      = "selfmark: warning: this key would lie in the folder of an assessment, which others may get a copy of; without a FILE it goes to your own folder of keys\n"
	msgWriteKeyNewFILE         = "write selfmark key new FILE"
	msgNoHomeFolderKeys        = "there is no home for a folder of keys"
	msgCommentKeyMustOne       = "the comment of a key must be one line, without hidden characters"
	msgNoPassphraseMakesSuch   = "--no-passphrase makes such a key all the same"
	msgRunTerminalNoPassphrase = "run it in a terminal; --no-passphrase makes a key without one"
	msgNewPassphrase           = "New passphrase: "
	msgSameAgain               = "The same again: "
	msgTryAgain                = "try again"
	msgTwoPassphrasesDiffer    = "the two passphrases differ"
	msgWriteKeyAssignSigner    = "write selfmark key assign %s %s --signer ID"
	msgKeyAssignNeedsSigner    = "selfmark key assign needs --signer"
	msgForceReplacesWhatSigned = "--force replaces it; what was signed with it must be signed again"
	msgAnotherKeyAlready       = "%s has another key already: %s"
)

// Said in law.go.
const (
	msgRegulationEU20242847           = "Regulation (EU) 2024/2847, catalogue %s of %s. No legal advice.\n"
	msgRequirementsAnnexI             = "Requirements of Annex I"
	msgCategoriesAnnexIIIIV           = "Categories of Annex III and IV"
	msgRoutesArt32                    = "Routes of Art. 32"
	msgRoles                          = "Roles"
	msgProvisions                     = "Provisions"
	msgStatus                         = "Status"
	msgHarmonisedStandardsCitedCommon = "  as of %s: %d harmonised standards cited, %d common specifications, %d schemes, %d notified bodies\n"
	msgLawListsAllIds                 = "selfmark law lists all ids"
	msgNothingLawDataCalled           = "nothing in the law data is called %q"
	msgDuty                           = "Duty"
	msgEvidence                       = "Evidence"
	msgNotOwed                        = " Not owed: %s"
	msgApart                          = "Apart"
	msgSetAside                       = "Set aside"
	msgJustify                        = "Justify"
	msgQuestions                      = "Questions"
	msgMeasures                       = "Measures"
	msgStandards                      = "Standards"
	msgCitation                       = "Citation"
	msgCitationExpected               = "%s (%s; citation expected: %s)"
	noPresumption                     = "The clauses help to show how; they give no presumption of conformity with the CRA (Art. 27(1))."
	msgRule                           = "a rule of selfmark"
	msgLawOwnBar                      = "the law's own bar"
	msgNeverWhole                     = "never as a whole (%s)"
	msgOnlyWhereSoftwareCannot        = "only where the software cannot change (%s)"
	msgPossibleUnlessAnswerStands     = "possible, unless an answer to %s stands against it"
	msgThreatInherentRiskR2           = ", or a threat to it with an inherent risk of R2 or more"
	msgDecides                        = "Decides"
	msgFalls                          = "Falls in"
	msgDoesNot                        = "Does not"
	msgReview                         = "Review"
	threatsOfCategory                 = "threats and measures follow from what the device is and does (steps 4 to 7), not from the category"
	msgInvolved                       = "Involved"
	msgStepNumber                     = "Step %d"
	msgStandardsSchemesBodiesNewer    = "standards, schemes and bodies as of %s (newer ones by --law-data)"
	msgDutyNumber                     = "Duty %d"
	msgQuestionStep                   = "%s %s (step %d, %s)\n"
	msgAsks                           = "Asks"
	msgCounts                         = "Counts"
	msgAnswer                         = "Answer"
	msgInFile                         = "In the file"
	msgExample                        = "Example"
	msgWhy                            = "Why"
	msgCategories                     = "Categories"
	msgRoutes                         = "Routes"
	msgWords                          = "Words"
	msgStandardsMaking                = "Standards in the making"
	msgNoCategory                     = "no category"
)

// Said in list.go.
const (
	msgNoteFolderCannotRead    = "selfmark: note: the folder %s cannot be read and is left out\n"
	msgNoteNoSuchAssessment    = "selfmark: note: there is no such assessment below %s\n"
	msgDueNotNumberDays        = "--due %q is not a number of days; write it like 90d"
	msgNoClassDefaultImportant = "there is no class %q; there are default, important-1, important-2 and critical"
)

// Said in man.go.
const (
	msgExitStatus = "Exit status"
	msgExamples   = "Examples"
	exitStatus    = `0 done

1 the answer is no: something blocks, a signature is missing or not valid

2 wrong use

3 input cannot be read or is not valid

4 output cannot be written

130 interrupted, after saving`
	msgUserCommands = "User commands"
)

// Said in new.go.
const (
	msgNewPlugYamlTemplate         = "selfmark new plug.selfmark.yaml --template smart-plug"
	msgNameNewFileMissing          = "the name of the new file is missing"
	msgChooseEitherTemplateExample = "choose either --template or --example, not both"
	msgTemplatesTemplate           = "Templates (--template)"
	msgExamplesExample             = "Examples (--example)"
	msgHintOpens                   = "selfmark: hint: selfmark %s opens it\n"
	msgNewListListsThem            = "selfmark new --list lists them"
)

// Said in open.go.
const (
	msgNoteMadeFromDocument      = "selfmark: note: %s was made from the document, which stays as it is; internal notes are not in it\n"
	msgAnswersBeside             = "selfmark: note: another program changed the file, so your answers are in %s\n"
	msgCatalogueUnknown          = "rated with catalogue %s, this program has %s and does not know what changed since; look through threats and measures before you sign"
	msgCommentNotKept            = "the first save removes comments from the file, such as %s: put a text with # in quotes, and keep remarks as notes"
	msgNoLocks                   = "this drive has no locks: keep the assessment open in one window only; what another one saves is found when you save"
	msgWriteLikeQ13T18           = "write it like Q13, T18, M07, (d), product.name or signer"
	msgNewFILETemplateSmart      = "selfmark open FILE opens one; selfmark new FILE makes an empty one, selfmark new --list shows templates that begin with most answers"
	msgNoAssessmentLineMode      = "there is no assessment in this folder, and the line mode opens one file"
	msgAssessmentsFolderLineMode = "there are %d assessments in this folder, and the line mode opens one file"
)

// Said in report.go.
const (
	msgReportHelpShowsThem         = "selfmark report --help shows them"
	msgNoReport                    = "there is no verb report %s"
	msgNotMomentTimeZone           = "%s %q is not a moment with its time zone; write it like 2026-11-25T10:00+01:00"
	msgAwareLiesFuture             = "--aware %s lies in the future"
	msgNoTimeZoneWrite             = "there is no time zone %q; write it like Europe/Vienna, or UTC"
	msgWriteLikeExploitedYes       = "the questions are %s; the answers are yes, no and not sure"
	msgAnswerAnswersNoQuestion     = "%q answers no question of this kind of case"
	msgOutNamesAnotherCase         = "selfmark report show shows it; --out gives a second case of that day another name"
	msgNoteSubmittedReplaced       = "selfmark: note: until now it was noted as submitted %s\n"
	msgWarningStageBefore          = "selfmark: warning: %s comes before it and is not noted as submitted; note it with selfmark report submitted CASE %s\n"
	msgStageNeeded                 = "say which notification: --stage early-warning, notification or final"
	msgAnswerQuestionsGiveAnswer   = "answer the questions, or give --answer"
	msgInputEndedBeforeCase        = "the input ended before the case was begun"
	msgKindNoneWriteVulnerability  = "--kind %q is none; write vulnerability or incident"
	msgWhatHappenedWeaknessProduct = "What happened? v: a weakness of the product is being exploited; i: another severe incident. "
	msgYesNoNotSure                = "yes, no or ? (not sure): "
	msgWhyEmptyReport              = "Why? (empty: report it) "
	msgNoFieldTextWrite            = "%q is no field with its text; write it like member_states=AT,DE"
	msgReportShowCASELists         = "selfmark report show CASE lists the fields"
	msgNoFieldCaseKind             = "there is no field %q in a case of this kind"
	msgLiesFuture                  = "--at %s lies in the future"
	msgLiesBeforeYouBecame         = "--at %s lies before you became aware"
	msgNoStageEarlyWarning         = "there is no stage %q; there are early-warning, notification and final"
)

// Said in report_print.go.
const (
	msgDo                             = "To do"
	msgFirst                          = "First"
	msgMissing                        = "Missing"
	msgNeeded                         = "– (needed)"
	msgMissingField                   = "\nMISSING: %s\n"
	msgAware                          = "Aware"
	msgUsers                          = "Users"
	msgPlatform                       = "Platform"
	msgToBeReported                   = "Is it to be reported?"
	msgAsOf                           = "%s (as of %s)"
	msgSevereIncident                 = "severe incident"
	msgActivelyExploitedVulnerability = "actively exploited vulnerability"
	msgClockRuns                      = "%s: its clock runs %s"
	msgWithoutUndueDelayLatest        = "%s: without undue delay, at the latest %s"
	msgLatest                         = "%s: at the latest %s"
	msgOVERDUE                        = "%s; OVERDUE by %s"
	msgLeft                           = "%s; %s left"
	msgSubmittedAfterLatestMoment     = "%s: submitted %s, after the latest moment, %s"
	msgSubmitted                      = "%s: submitted %s"
	msgSubmitNowOverdue               = "%s: submit it now; it is overdue by %s."
	msgSubmitSoonYouCan               = "%s: submit it as soon as you can; %s are left at most."
	msgDaysHoursMinutes               = "%d d %d h %d min"
	msgHoursMinutes                   = "%d h %d min"
	msgMinutes                        = "%d min"
	caseNotReported                   = "No clock runs. Keep this file: it says why the case was not reported. Look again when more is known."
	caseUsers                         = "Inform the users concerned, and where appropriate all, of the case and, where necessary, of what they can do, in good time (Art. 14(8))."
	msgNoFormatTextJson               = "there is no format %q; there are text and json"
	msgWarningFieldsNotificationNeeds = "selfmark: warning: fields that this notification needs are empty: %s\n"
	msgNoteAnswersCaseNot             = "selfmark: note: by its answers this case is not to be reported: %s\n"
	msgBecameAware                    = "Became aware: %s\n"
	msgClockOfComputer                = "Clock"
	msgClockBehindCase                = "%s, which the case holds, lies after %s, the time of this computer; what is left until a deadline is wrong then. Set the clock right, or mend the moment"
	msgNoteClockBehind                = "selfmark: note: %s: %s\n"
	msgNoteNoCaseBelow                = "selfmark: note: there is no case below %s\n"
	msgNothingDue                     = "nothing is due"
	msgNotReported                    = "not to be reported"
	msgWaitsClockFinalReport          = "waits: the clock of the final report has not begun"
)

// Said in root.go.
const (
	msgHelpShowsFlags         = "%s --help shows the flags"
	msgHelpShowsVerbs         = "selfmark --help shows the verbs"
	msgDidYouMean             = "did you mean selfmark %s?"
	msgNeitherVerbNorFile     = "%q is neither a verb nor a file"
	msgCheckTakesSeveralFiles = "selfmark check takes several files"
	msgOnlyOneFileCan         = "only one file can be opened at a time, so %q is too much"
	msgDevelopmentBuild       = "development build"
)

// Said in schema.go.
const (
	msgNoSchemaDocumentPaper = "there is no schema %q; there are document, paper and file"
)

// Said in sign.go.
const (
	msgChangesNoKey               = "%s names no key for %s, and shows changes since an earlier state"
	msgChangesNoteKeys            = "note the keys of all with selfmark key assign, then export it with --since again"
	msgWriteSignKeyKEY            = "write selfmark sign %s --key KEY --signer ID"
	msgSignNeedsKeySigner         = "selfmark sign needs --key and --signer"
	msgForceReplaces              = "--force replaces it"
	msgSignatureExistsAlready     = "%s: the signature exists already"
	msgHintAllSignedSign          = "selfmark: hint: all have signed; sign once more with --force --assessment FILE to note this revision in the history\n"
	msgNoteAllSignedNow           = "selfmark: note: all have signed; %s now has revision %d in its history\n"
	msgDraftSignsWhat             = "--draft signs it as what it is"
	msgNotFinalBut                = "%s is not final but: %s"
	msgExportMakesDocument        = "selfmark export %s makes the document"
	msgAssessmentNoDocument       = "%s is an assessment and no document"
	msgCheckNameMakeOne           = "check the name, or make one with selfmark key new"
	msgKeyNoSuchFile              = "the key %s: there is no such file"
	msgKey                        = "the key %s: %w"
	msgIsFolder                   = "%s is a folder"
	msgNoteSigned                 = "selfmark: note: signed with %s\n"
	msgHintLineAllowedSigners     = "selfmark: hint: line for allowed_signers: %s\n"
	msgPassphrase                 = "Passphrase of %s: "
	msgRunTerminalPutKey          = "run it in a terminal, or put the key into ssh-agent and name its .pub file"
	msgInstallOpenSSHUseKey       = "install OpenSSH, or use a key made by selfmark key new"
	msgKeyOnlySshKeygen           = "the key %s: only ssh-keygen can sign with it, and it is not installed"
	msgNoteSshKeygenSigns         = "selfmark: note: ssh-keygen signs with %s; type its passphrase or touch it when asked\n"
	msgPassphraseNeededNoTerminal = "a passphrase is needed, and there is no terminal to ask on"
	msgNoPassphraseGiven          = "no passphrase was given"
	msgNoteKeyKeyAssign           = "note the key with selfmark key assign or in step 11, export the document anew, and let everyone sign that one"
	msgDocumentNamesNoKey         = "the document names no key for %s, and %s has signed it already"
	msgExportAnewReadSign         = "export it anew, read it, and sign that one"
	msgNamesNoKeyNot              = "%s names no key for %s, and is not what %s gives now"
	msgNoteDocumentNowName        = "selfmark: note: %s and its document now name the key of %s\n"
	msgWarningNoKeyDocument       = "selfmark: warning: %s has no key in the document yet; noting it changes the document, and all must sign again; selfmark key assign notes keys before the first signature\n"
	msgNameAssessmentFILE         = "name it with --assessment FILE"
	msgDocumentWithoutAssessment  = "the document names no key for this signer yet, and its assessment was not found beside it"
)

// Said in signing.go.
const (
	msgNotWhatShownLook = "%s is not what was shown; look at it again"
	msgSshAgentNoLonger = "ssh-agent no longer holds this key"
)

// Said in threat.go.
const (
	msgThreatListsAllIds               = "selfmark threat lists all ids"
	msgNoThreatMeasure                 = "there is no threat or measure %q"
	msgIs                              = "Is"
	msgExists                          = "Exists"
	msgWith                            = "with %s"
	msgHappens                         = "Happens"
	msgNoticed                         = "Noticed"
	msgConsidered                      = "Considered"
	msgVector                          = "Vector"
	msgFeasibility                     = "Feasibility"
	msgTimeExpertiseKnowledgeEquipment = "time %d + expertise %d + knowledge %d + equipment %d + window of opportunity, which depends on the device; the fewer points the easier"
	msgLowersImpact                    = ", lowers impact"
	msgNoMain                          = "No main"
	msgDoLabel                         = "Do"
)

// Said in trust.go.
const (
	msgKeyTrustWritesAnew      = "selfmark key trust writes it anew"
	msgNoteSignersThose        = "selfmark: note: the signers are those of %s\n"
	msgNameListSignersSigners  = "name the list of signers with --signers"
	msgRevocationListAloneSays = "a revocation list alone says nothing about whose key is whose"
	msgKeyShowKEYPub           = "selfmark key show KEY.pub PRINCIPAL prints such a line"
	msgSetHOMEXDGCONFIG        = "set HOME or XDG_CONFIG_HOME"
	msgNoFolderSettings        = "there is no folder for settings"
)

// Said in verify.go.
const (
	msgWarning                        = "selfmark: warning: %s\n"
	msgRevision                       = "%s, revision %d, %s\n"
	msgDocumentRequiresNoSignatures   = "%s: the document requires no signatures\n"
	msgEveryRequiredSignatureValid    = "%s: every required signature is valid\n"
	msgEveryRequiredSignatureValidBut = "%s: every required signature is valid, but %s\n"
	msgRevisionOf                     = "%s, revision %d, %s, %s\n"
	msgFilesInManifest                = "files in the manifest: %d, of evidence: %d\n"
	msgManifestOnly                   = "covered by the manifest only:"
	msgAskForBundleAnew               = "ask the manufacturer for the bundle anew, and keep this one as it is"
	msgBundleComplete                 = "%s: every file is as listed, and every required signature is valid\n"
	msgThingWrong                     = "1 thing wrong with its files"
	msgThingsWrong                    = "%d things wrong with its files"
	msgManifestNotSigned              = "the manifest has no valid signature of the management (%s)"
	msgNoValidSignature               = "%s has no valid signature of %s"
	msgRequiredSignaturesValidNot     = "%s: %d of %d required signatures valid; not of %s\n"
)
