internal import CensusModel

/// The manifest of a dump, and how it calls the dump's files.
struct ManifestFile: Sendable {
  /// Its name, for errors.
  var name: String
  /// Index of the dump.
  var dump: Int
  /// The beginning of the names of the dump's files; a manifest has the rest of each name.
  var prefix: String
  /// The dump is an archive.
  var isOfArchive = false
  var manifest = Manifest()

  /// True if the digest of a stored file of the dump must be made.
  func wantsDigest(of stored: StoredFile) -> Bool {
    manifest.entries.contains { $0.sha256 != nil && stored.name.isExactly(prefix + $0.file) }
  }
}
