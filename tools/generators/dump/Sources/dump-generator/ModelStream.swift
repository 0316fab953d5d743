/// The records of one model on their way to its files. A file is opened with its first record.
final class ModelStream {
  private let model: Model
  private let options: Options
  /// Records of the model in the whole dump, written into its pages.
  private let total: Int
  private var sink: Sink?
  private var recordCount = 0
  /// Records since the start of the file or page.
  private var runCount = 0

  init(model: Model, options: Options, total: Int) {
    self.model = model
    self.options = options
    self.total = total
  }

  /// Puts one record into the given part of the dump, a number from 0.
  func write(
    _ template: RecordTemplate, _ values: borrowing FieldValues, part: Int
  ) throws(GeneratorError) {
    let sink = try openSink(part: part)
    if runCount == 0 { sink.buffer.append(text: opening) }
    if runCount > 0 && options.form != .jsonl { sink.buffer.append(44) }
    template.append(to: &sink.buffer, values)
    if options.form == .jsonl { sink.buffer.append(10) }
    runCount += 1
    recordCount += 1
    if options.form == .pages && runCount == options.pageSize { closeRun() }
    try sink.flushWhenFull()
  }

  /// Ends the file of this part, if there is one.
  func closeFile() throws(GeneratorError) {
    if runCount > 0 { closeRun() }
    try sink?.close()
    sink = nil
  }

  private func openSink(part: Int) throws(GeneratorError) -> Sink {
    if let sink { return sink }
    let opened = try Sink(path: path(part: part), compression: options.compression)
    sink = opened
    return opened
  }

  private func closeRun() {
    sink?.buffer.append(text: closing)
    runCount = 0
  }

  private var opening: String {
    switch options.form {
    case .jsonl: ""
    case .array: "["
    case .pages:
      "{\"meta\":{\"model_type\":\"\(model.modelType)\",\"api_version\":\"21.4\"},"
        + "\"pagination\":{\"skip\":\(recordCount),\"limit\":\(options.pageSize),"
        + "\"total\":\(total)},\"resources\":["
    }
  }

  private var closing: String {
    switch options.form {
    case .jsonl: ""
    case .array: "]\n"
    case .pages: "]}\n"
    }
  }

  /// The order of names is the order of reading: the hierarchy comes before or after all else.
  private func path(part: Int) -> String {
    let place = model != .node ? 1 : options.nodes == .first ? 0 : 2
    let number = options.fileCount == 1 ? "" : "-\(part + 1)"
    return "\(options.directory)/\(place)-\(model.fileName)\(number)\(options.form.suffix)"
  }
}
