/// Turns records into the files of a dump, in any of the forms of Inputs.md: the same for the same seed.
public struct DumpRenderer: Sendable {
  let options: RendererOptions
  var random: SplitMix64
  private var names: Set<String> = ["platform.json"]
  /// The PKIDs on pages so far, by model.
  var pagedPKIDs: [Bytes: Set<String>] = [:]

  /// A renderer whose choices follow from `seed`.
  public init(seed: UInt64, options: RendererOptions = RendererOptions()) {
    self.options = options
    random = SplitMix64(seed: seed)
  }

  /// The records with other words for the same: what a report says of them must not change.
  public mutating func respelled(_ records: [RawRecord]) -> [RawRecord] {
    var spelling = RecordSpelling(
      random: SplitMix64(seed: random.next()), debatable: options.debatable)
    return records.map { spelling.spelled($0) }
  }

  /// The files that hold `records`, in another order, and `platform.json` if there are `facts`.
  public mutating func render(_ records: [RawRecord], facts: [JSONMember]? = nil) -> RenderedDump {
    var parts = [[RawRecord]](repeating: [], count: random.number(1...max(1, options.maximumFiles)))
    let mixed = random.chance(70)
    for record in random.shuffled(records) {
      // Either any record anywhere, or files of one model each, as exports often are.
      let part = mixed ? random.below(parts.count) : record.modelType.utf8.count % parts.count
      parts[part].append(record)
    }
    var dump = RenderedDump(files: [], incompleteModel: nil)
    for part in parts where !part.isEmpty || options.debatable { render(part, into: &dump) }
    if options.compresses { compress(&dump) }
    if let facts {
      var writer = writer(layout: random.chance(50) ? .minified : .indented([0x0A]))
      writer.write(.object(facts))
      dump.files.append(RenderedDump.File(path: "platform.json", bytes: writer.output))
    }
    return dump
  }

  private mutating func render(_ part: [RawRecord], into dump: inout RenderedDump) {
    var form = random.pick(options.forms)
    if part.contains(where: { $0.verbatim != nil }) { form = .lines }
    // A file without any record is empty, and refused; an empty array is not.
    if part.isEmpty { form = .array }
    switch form {
    case .lines: addFile(lines(part), [".jsonl", ".ndjson", ".json"], &dump)
    case .array: addFile(array(part), [".json"], &dump)
    case .spanning: addFile(spanning(part), [".json", ".jsonl"], &dump)
    case .pages:
      for pages in pageLists(part, &dump.incompleteModel) {
        for page in pages { addFile(page, [".json"], &dump) }
      }
    }
  }

  private mutating func addFile(
    _ content: Bytes, _ endings: [String], _ dump: inout RenderedDump
  ) {
    var path = ""
    while random.chance(20) { path += random.pick(["a", "Phones", "sub dir", "ü"]) + "/" }
    var name = ""
    repeat {
      // A name means nothing, and may even mislead.
      name =
        random.pick(["", "export", "users", "phone-", "x.json."]) + String(random.below(100_000))
      name += random.pick(endings)
    } while !names.insert(name).inserted
    let mark: Bytes = random.chance(10) ? [0xEF, 0xBB, 0xBF] : []
    let text = random.chance(options.compresses ? 10 : 0) ? utf16(content) : mark + content
    dump.files.append(RenderedDump.File(path: path + name, bytes: text))
  }

  /// With a byte order mark; text that is not UTF-8 stays.
  private mutating func utf16(_ content: Bytes) -> Bytes {
    guard let text = String(validating: content, as: UTF8.self) else { return content }
    let isBigEndian = random.chance(50)
    return ([0xFEFF] + Array(text.utf16)).flatMap { unit -> Bytes in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isBigEndian ? bytes : bytes.reversed()
    }
  }

  mutating func writer(layout: JSONWriting.Layout) -> JSONWriting {
    let escapes = options.hasNoise ? random.pick([0, 0, 0, 2, 30]) : 0
    return JSONWriting(seed: random.next(), layout: layout, escapes: escapes)
  }

  mutating func layout(canBreak: Bool) -> JSONWriting.Layout {
    switch random.below(canBreak ? 4 : 2) {
    case 0: return .minified
    case 1: return .spaced
    case 2: return .indented([0x0D, 0x0A])
    default: return .indented([0x0A])
    }
  }

  private mutating func lines(_ records: [RawRecord]) -> Bytes {
    let lineEnd: Bytes = random.chance(25) ? [0x0D, 0x0A] : [0x0A]
    var writer = writer(layout: layout(canBreak: false))
    for (index, record) in records.enumerated() {
      if random.chance(3) { writer.output += lineEnd }
      if random.chance(3) { writer.output += [0x20, 0x09] }
      if let verbatim = record.verbatim {
        writer.output += verbatim
      } else {
        writer.write(envelope(record))
      }
      if random.chance(3) { writer.output += [0x09, 0x20] }
      if index < records.count - 1 || random.chance(80) { writer.output += lineEnd }
    }
    return writer.output
  }

  private mutating func spanning(_ records: [RawRecord]) -> Bytes {
    var content: Bytes = []
    for record in records {
      var writer = writer(layout: layout(canBreak: true))
      writer.write(envelope(record))
      content += writer.output
      // Nothing, blanks, or a line end with or without a byte order mark.
      content += random.pick([
        [], [], [0x20], [0x09, 0x0A], [0x0A], [0x0D, 0x0A, 0xEF, 0xBB, 0xBF],
      ])
    }
    return content
  }

  private mutating func array(_ records: [RawRecord]) -> Bytes {
    var writer = writer(layout: layout(canBreak: true))
    writer.write(.array(records.map { envelope($0) }))
    if random.chance(50) { writer.output.append(0x0A) }
    return writer.output
  }
}
