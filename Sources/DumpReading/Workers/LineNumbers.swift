/// The numbers of lines, once everything is read.
public struct LineNumbers: Sendable {
  /// By file, then by stretch where it was cut: the lines before it.
  private var before: [[Int]] = []

  /// The numbers that follow from lines of stretches, in any order.
  init(_ stretches: [StretchLines]) {
    before = [[Int]](repeating: [], count: (stretches.map(\.file).max() ?? -1) + 1)
    for (file, stretches) in Dictionary(grouping: stretches, by: \.file) {
      var before = [Int](repeating: 0, count: (stretches.map(\.stretch).max() ?? 0) + 2)
      for stretch in stretches { before[stretch.stretch + 1] += stretch.count }
      for index in before.indices.dropFirst() { before[index] += before[index - 1] }
      self.before[file] = before
    }
  }

  /// The line, from 1, of a place in a file.
  public func line(of place: LinePlace, inFile file: Int) -> Int {
    let isCut = file < before.count && !before[file].isEmpty
    return (isCut ? before[file][place.stretch] : 0) + place.line + 1
  }
}
