internal import CensusModel

/// Takes files as threads have read them, in any order, and puts them together in their own, so
/// that a file waits in memory only for those before it.
final class ExportGathering: Sendable {
  private struct State {
    var waiting: [Int: FileRecords] = [:]
    var failures: [Int: ImportError] = [:]
    var exports: ReadExports
    /// The bytes of each source's files that are still to come.
    var restByteCounts: [Int]

    mutating func append(_ file: FileRecords, _ planned: PlannedExport) {
      let rest = restByteCounts[planned.source]
      restByteCounts[planned.source] -= planned.byteCount
      exports.append(file, of: planned.source, fileCount: rest / max(1, planned.byteCount))
    }
  }

  private let state: Locked<State>
  private let files: [PlannedExport]

  init(_ files: [PlannedExport], sourceCount: Int) {
    self.files = files
    var byteCounts = [Int](repeating: 0, count: sourceCount)
    for file in files { byteCounts[file.source] += file.byteCount }
    state = Locked(
      State(exports: ReadExports(sourceCount: sourceCount), restByteCounts: byteCounts))
  }

  /// Takes the file at an index. Any thread may call it.
  func take(_ result: Result<FileRecords, ImportError>, at index: Int) {
    state.withLock { state in
      switch result {
      case .failure(let error): state.failures[index] = error
      case .success(let file): state.waiting[index] = file
      }
      // After a failure nothing more is needed but the other failures.
      guard state.failures.isEmpty else { return state.waiting.removeAll() }
      while let next = state.waiting.removeValue(forKey: state.exports.files.count) {
        state.append(next, files[state.exports.files.count])
      }
    }
  }

  /// Everything together, after all files were taken.
  ///
  /// - Throws: all files of no known form, or else the first failure in the order of the files.
  func exports() throws(ImportError) -> ReadExports {
    let (failures, exports) = state.withLock { ($0.failures, $0.exports) }
    let inOrder = failures.sorted { $0.key < $1.key }.map(\.value)
    var unknown: [UnknownFile] = []
    for case .unknownFiles(let found) in inOrder { unknown += found }
    if !unknown.isEmpty { throw .unknownFiles(unknown) }
    if let first = inOrder.first { throw first }
    return exports
  }
}
