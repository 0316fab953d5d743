/// The use that a worker has for the identities of the records in pages.
enum IdentityUse {
  /// Nothing.
  case ignored
  /// It logs their hashes.
  case logged(IdentityLog)
  /// It notes what they are, for a packed file.
  case noted(PageNotes)
  /// It shows the records to a search.
  case searched(RepeatSearch)
}
