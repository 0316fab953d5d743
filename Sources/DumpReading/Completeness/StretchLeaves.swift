internal import CensusModel
internal import Files

/// Leaves of the tree hash of a stored file that follow one another.
struct StretchLeaves: Sendable {
  /// The first planned file of the stored file.
  var file: Int
  /// The number of the first leaf.
  var first: Int
  var leaves: [LeafHasher.Leaf]

  /// The digests of the files of which all leaves are there.
  static func digests(of stretches: [StretchLeaves], in plan: DumpPlan) -> [Int: String] {
    Dictionary(grouping: stretches, by: \.file).compactMapValues { stretches in
      let sorted = stretches.sorted { $0.first < $1.first }
      var leaves: [LeafHasher.Leaf] = []
      for stretch in sorted {
        if stretch.first != leaves.count { return nil }
        leaves += stretch.leaves
      }
      let byteCount = plan.files[sorted[0].file].stored.byteCount
      guard leaves.count == InputDigest.leafCount(ofByteCount: byteCount) else { return nil }
      return InputDigest.hexadecimal(of: leaves)
    }
  }
}
