/// Reads one unit of a plan into a worker.
struct UnitReader {
  let plan: DumpPlan
  let options: DumpReader.Options
  let worker: Worker
  /// For one window after the other.
  let memory = WindowMemory()

  /// - Throws: the failure and the file it is in.
  func read(_ unit: DumpPlan.Unit) throws(FileFailure) {
    var file = unit.firstFile
    do throws(ReadFailure) {
      switch unit {
      case .lines(let index, let range):
        begin(index)
        try readLines(of: index, in: range)
      case .whole(let index):
        begin(index)
        try read(plan.files[index].content(), of: index)
      case .zipEntries(let files): try readEntries(files, current: &file)
      }
    } catch {
      throw FileFailure(file: file, failure: error)
    }
  }

  private func begin(_ file: Int) {
    worker.begin(file: file, dump: plan.files[file].dump, name: plan.files[file].name)
  }

  private func readLines(of file: Int, in range: Range<Int>) throws(ReadFailure) {
    let start = max(0, range.lowerBound - 1)
    let window = ByteWindow(
      source: try plan.files[file].stored.source(from: start), start: start,
      readByteCount: options.readByteCount, memory: memory)
    let reader = LineReader(window: window, handler: worker)
    let first = range.lowerBound == 0 ? 0 : try reader.firstLine(in: range)
    if let first { try reader.read(from: first, before: range.upperBound) }
  }

  private func read(_ content: any ByteSource, of file: Int) throws(ReadFailure) {
    var window = ByteWindow(
      source: content, readByteCount: options.readByteCount, memory: memory)
    let form = try Form(of: scanner(window))
    if window.base > 0 {
      // Looking at a first value that is too long for memory took its beginning: once more.
      window = ByteWindow(
        source: try plan.files[file].content(), readByteCount: options.readByteCount,
        memory: memory)
    }
    switch form {
    case .lines: try LineReader(window: window, handler: worker).read(from: 0, before: .max)
    case .values:
      try ValueReader(scanner: scanner(window), handler: worker, file: plan.files[file].name).read()
    }
  }

  private func scanner(_ window: ByteWindow) -> JSONScanner {
    JSONScanner(window: window, at: 0, valueByteCountMax: options.recordByteCountMax)
  }

  private func readEntries(_ files: Range<Int>, current: inout Int) throws(ReadFailure) {
    let archive = try Archive(.zip, source: plan.files[files.lowerBound].stored.source())
    var entry = 0
    for file in files {
      current = file
      let wanted = plan.files[file].zipEntry ?? 0
      while entry <= wanted {
        if try archive.nextEntry() == nil { throw .io(reason: "the zip changed while it was read") }
        entry += 1
      }
      begin(file)
      try read(PlannedFile.content(ofEntryAt: archive), of: file)
    }
  }
}

/// A failure with the index of the file it is in.
struct FileFailure: Error {
  var file: Int
  var failure: ReadFailure
}
