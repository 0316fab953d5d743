internal import Auditing

extension Failure {
  /// The failure with its remedy put into words, and with the options that were misused.
  var worded: Failure {
    var failure = self
    if let misuse { failure.message = misuse.text(naming: \.optionName) }
    failure.hint =
      remedy.map { [$0.text] + [hint].compactMap(\.self) }?.joined(separator: "; ") ?? hint
    return failure
  }
}

extension Remedy {
  fileprivate var text: String {
    switch self {
    case .convertEachByItself:
      "if they are platforms of one provider, convert each by itself and audit the columnar files "
        + "together; --provider takes a PKID, too"
    case .allowMoreMemory:
      "check that records name places of hierarchy nodes; a larger --memory-limit allows more"
    case .raiseMemoryLimit:
      "if the file comes from where it should, raise the limit (--memory-limit)"
    case .keepRejectsWhenPacking:
      "pack has --reject-file and --keep-rejected for malformed records; those without a place are "
        + "in the dump itself"
    case .allowIncomplete:
      "export what is missing again, or take the dump as it is with --allow-incomplete"
    case .addSharedCustomers:
      "are they two months of one cluster? leave one out; --add-shared-customers adds up inputs "
        + "that hold a part of each customer"
    case .acceptChange:
      "is the export complete? if the change is real, --accept-change goes on and records it, and "
        + "--max-shrink allows more"
    case .givePlatformFacts: "audit them apart, or give the facts with --platform FILE"
    case .giveRules: "give the rule set of the parts with --rules FILE"
    case .giveDeviceClasses: "count all of them with --device-classes FILE"
    case .nameProvider: "--provider names one"
    case .nameReportOrProvider(let names):
      "name one of the reports, or one provider with --provider: \(names)"
    case .giveIdentities: "give it with --identities"
    case .convertWithIdentities: "convert --with-identities writes them together"
    case .convertAgainWithIdentities: "convert the dump again --with-identities"
    case .convertForNames:
      "a columnar file holds no names: convert the dump --with-identities, or give the dump"
    case .exportConverted: "convert the dump --with-identities, and export what that writes"
    case .auditWithoutIdentities: "audit them without --identities, or one by one"
    case .listCustomers: "ucensus list --column 'Customer PKID' names all"
    case .makePartialResult:
      "ucensus audit takes it; with --partial it makes a partial result of it"
    case .auditIt: "ucensus audit takes it"
    case .mergeParts: "ucensus merge takes it"
    case .mergeNames: "ucensus merge takes it beside its partial result"
    case .makeTrendFile: "ucensus history trend --format json writes such a file"
    case .replaceOutput: "replace it with --force or choose another place"
    case .chooseHistory: "choose another file with --store"
    case .makeHistory:
      "ucensus history add REPORT makes one; --store or UCENSUS_HISTORY names another"
    case .beginHistory: "ucensus history add REPORT begins one there"
    case .listHistory: "ucensus history list shows what there is"
    case .keepAllAudits: "is that date right? --keep forever adds it and drops none"
    case .replaceAudit: "which one is right? --replace puts this one in its place"
    }
  }
}
