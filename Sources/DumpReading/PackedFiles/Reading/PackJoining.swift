internal import CensusModel
internal import Files

/// Puts packed files together to dumps, and these to a plan.
struct PackJoining {
  private let packs: [PackFile]

  /// A file, or a range of one, of a packed file.
  private struct Piece {
    var pack: Int
    /// Index into the files of the packed file.
    var index: Int
    /// Index into the dumps of the plan.
    var dump: Int
    var file: PackDirectory.File
  }

  init(_ packs: [PackFile]) { self.packs = packs }

  /// Adds all of them to a plan.
  func add(to plan: inout DumpPlan, _ options: DumpReader.Options) throws(PackError) {
    for pack in packs {
      let profile = options.profile
      guard profile.digest == pack.directory.profile, pack.directory.tallies.spellings.fit(profile)
      else { throw .otherProfile(file: pack.name) }
      try checkExtent(of: pack, options)
    }
    let dumps = addDumps(to: &plan)
    let pieces = sortedPieces(dumps)
    var indexes = packs.map { [Int](repeating: 0, count: $0.directory.files.count) }
    var bases = indexes
    var start = 0
    while start < pieces.count {
      var end = start + 1
      while end < pieces.count, Self.isSameFile(pieces[start], pieces[end]) { end += 1 }
      try checkRanges(pieces[start..<end])
      var lineEndCount = 0
      for piece in pieces[start..<end] {
        indexes[piece.pack][piece.index] = plan.files.count
        bases[piece.pack][piece.index] = lineEndCount
        lineEndCount += piece.file.lineEndCount
      }
      plan.files.append(Self.planned(pieces[start]))
      start = end
    }
    for (number, pack) in packs.enumerated() {
      plan.packs.append(
        PackPart(pack, files: indexes[number], lineBases: bases[number], dumps: dumps[number]))
      addUnits(of: number, to: &plan)
      addFindings(of: pack.directory, to: &plan)
    }
  }

  /// Refuses what holds but a part of what was packed, unless it is to be counted as one.
  private func checkExtent(
    of pack: PackFile, _ options: DumpReader.Options
  ) throws(PackError) {
    guard pack.extent == .whole || options.takesShares else {
      throw .unreadable(
        file: pack.name,
        reason: "it is the index or a share of packed files; it counts only as one of numbered "
          + "parts, of which a merge misses none")
    }
    guard pack.extent == packs[0].extent else {
      throw .disagreement(
        files: [packs[0].name, pack.name],
        reason: "packed files, indexes of them, and shares cannot be read together")
    }
  }

  /// - Returns: by packed file and dump of it, the index of the dump in the plan.
  private func addDumps(to plan: inout DumpPlan) -> [[Int]] {
    var indexes: [ExactText: Int] = [:]
    return packs.map { pack in
      pack.directory.dumps.map { name in
        if let known = indexes[ExactText(name)] { return known }
        indexes[ExactText(name)] = plan.dumps.count
        plan.dumps.append(name)
        return plan.dumps.count - 1
      }
    }
  }

  /// In reading order: the files of a dump by their names, as a walk through its folders finds
  /// them; entries of an archive in its own order.
  private func sortedPieces(_ dumps: [[Int]]) -> [Piece] {
    var pieces: [Piece] = []
    for (number, pack) in packs.enumerated() {
      for (index, file) in pack.directory.files.enumerated() {
        pieces.append(
          Piece(pack: number, index: index, dump: dumps[number][file.dump], file: file))
      }
    }
    return pieces.sorted { left, right in
      if left.dump != right.dump { return left.dump < right.dump }
      let names = (ExactText(left.file.storedName), ExactText(right.file.storedName))
      if names.0 != names.1 { return names.0 < names.1 }
      if left.pack == right.pack { return left.index < right.index }
      return (left.file.range.lowerBound, left.pack) < (right.file.range.lowerBound, right.pack)
    }
  }

  private static func isSameFile(_ left: Piece, _ right: Piece) -> Bool {
    left.dump == right.dump && left.file.name.isExactly(right.file.name)
  }

  /// Refuses a file of which bytes are there twice, or not at all.
  private func checkRanges(_ pieces: ArraySlice<Piece>) throws(PackError) {
    guard let first = pieces.first else { return }
    let byteCount = first.file.storedByteCount
    var next = 0
    var before = first
    for piece in pieces {
      let names = [packs[before.pack].name, packs[piece.pack].name]
      guard piece.file.storedByteCount == byteCount,
        piece.file.storedName.isExactly(first.file.storedName)
      else {
        throw .disagreement(
          files: names, reason: "\(piece.file.name) is not of one size in them; pack it again")
      }
      // Shares of a file are drawn from all of it.
      if packs[piece.pack].extent == .share { continue }
      let range = piece.file.range
      if range.lowerBound > next {
        throw .missing(file: piece.file.name, range: next..<range.lowerBound)
      }
      guard range.lowerBound == next else {
        throw .disagreement(
          files: names,
          reason: "both hold bytes \(range.lowerBound) to \(min(next, range.upperBound)) of "
            + "\(piece.file.name); give one of them")
      }
      next = range.upperBound
      before = piece
    }
    if packs[first.pack].extent == .share { return }
    if next < byteCount { throw .missing(file: first.file.name, range: next..<byteCount) }
  }

  private static func planned(_ piece: Piece) -> PlannedFile {
    var file = PlannedFile(
      name: piece.file.name,
      stored: StoredFile(
        name: piece.file.storedName, path: [], byteCount: piece.file.storedByteCount),
      dump: piece.dump)
    file.isPacked = true
    return file
  }

  private func addUnits(of number: Int, to plan: inout DumpPlan) {
    let part = plan.packs[plan.packs.count - 1]
    let pack = plan.packs.count - 1
    plan.units.append(.packed(file: part.files[0], pack: pack, block: nil))
    for block in packs[number].directory.blocks.indices {
      plan.units.append(.packed(file: part.files[0], pack: pack, block: block))
    }
  }

  private func addFindings(of directory: PackDirectory, to plan: inout DumpPlan) {
    for file in directory.platformFiles where !plan.platformFiles.contains(file) {
      plan.platformFiles.append(file)
    }
    for name in directory.skippedFiles where !plan.skippedFiles.contains(where: name.isExactly) {
      plan.skippedFiles.append(name)
    }
    for name in directory.excludedFiles where !plan.excludedFiles.contains(where: name.isExactly) {
      plan.excludedFiles.append(name)
    }
  }
}
