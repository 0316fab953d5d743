/// Pairs of a user and a device, each once, in compressed rows by user.
struct OwnedDevices {
  /// Something of a user's, by index.
  struct Link {
    private let packed: (user: UInt32, target: UInt32)

    /// A pair; both indexes come from tables of at most 2³² keys.
    init(user: Int, target: Int) { packed = (UInt32(user), UInt32(target)) }

    /// The user.
    var user: Int { Int(packed.user) }
    /// The device.
    var target: UInt32 { packed.target }
  }

  private var starts: [Int]
  private var targets: [UInt32]

  /// Sorts the links by user and target, and drops all but one of each.
  init(_ links: [Link], userCount: Int) {
    var ends = [Int](repeating: 0, count: userCount + 1)
    for link in links { ends[link.user + 1] += 1 }
    for user in 0..<userCount { ends[user + 1] += ends[user] }
    starts = ends
    targets = [UInt32](repeating: 0, count: links.count)
    for link in links {
      targets[ends[link.user]] = link.target
      ends[link.user] += 1
    }
    dropDuplicates()
  }

  /// How many distinct pairs there are.
  var linkCount: Int { targets.count }

  /// The devices of a user, ascending.
  func targets(of user: Int) -> ArraySlice<UInt32> { targets[starts[user]..<starts[user + 1]] }

  /// True if something belongs to a user.
  func contains(_ target: UInt32, of user: Int) -> Bool {
    let mine = targets(of: user)
    var (low, high) = (mine.startIndex, mine.endIndex)
    while low < high {
      let middle = (low + high) / 2
      if mine[middle] < target { low = middle + 1 } else { high = middle }
    }
    return low < mine.endIndex && mine[low] == target
  }

  private mutating func dropDuplicates() {
    var kept = 0
    for user in 0..<starts.count - 1 {
      let row = starts[user]..<starts[user + 1]
      if row.count > 1 { targets[row].sort() }
      starts[user] = kept
      for index in row where index == row.lowerBound || targets[index] != targets[kept - 1] {
        targets[kept] = targets[index]
        kept += 1
      }
    }
    starts[starts.count - 1] = kept
    targets.removeLast(targets.count - kept)
  }
}
