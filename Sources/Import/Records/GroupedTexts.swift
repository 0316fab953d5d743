/// Texts by owner, for instance the devices of each user, in the order in which they came.
struct GroupedTexts {
  private struct Entry {
    var owner: UInt32
    var text: TextID
  }

  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  mutating func add(_ text: TextID, to owner: Int) {
    entries.append(Entry(owner: UInt32(owner), text: text))
  }

  /// The texts of each owner, of those with one key only the first.
  ///
  /// - Parameters:
  ///   - ownerCount: how many owners there are.
  ///   - list: gets the texts.
  ///   - key: what texts are told apart by.
  func spans(
    ownerCount: Int, in list: inout [TextID], by key: (TextID) -> TextID
  ) -> [TextSpan] {
    var starts = [Int](repeating: 0, count: ownerCount + 1)
    for entry in entries { starts[Int(entry.owner) + 1] += 1 }
    for owner in 0..<ownerCount { starts[owner + 1] += starts[owner] }
    var next = starts
    var sorted = [TextID](repeating: .empty, count: entries.count)
    for entry in entries {
      sorted[next[Int(entry.owner)]] = entry.text
      next[Int(entry.owner)] += 1
    }
    // The last owner that had a text.
    var seen = TextMap()
    return (0..<ownerCount).map { owner in
      let start = list.count
      for text in sorted[starts[owner]..<starts[owner + 1]] {
        let key = key(text)
        if seen[key] == owner { continue }
        seen[key] = owner
        list.append(text)
      }
      return TextSpan(from: start, of: list)
    }
  }
}
