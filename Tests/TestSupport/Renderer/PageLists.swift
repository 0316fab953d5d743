extension DumpRenderer {
  /// REST list pages of `records`: one list for each model, each list cut into pages, each page a file.
  /// Where a record is to be lost, `incomplete` is set to the model that it was taken from.
  mutating func pageLists(_ records: [RawRecord], _ incomplete: inout String?) -> [[Bytes]] {
    var lists: [[Bytes]] = []
    var rest = records
    while let first = rest.first {
      let model = bytes(first.modelType)
      let list = rest.filter { bytes($0.modelType) == model }
      rest.removeAll { bytes($0.modelType) == model }
      // Skipped types are left whole: whether their totals are checked is not said.
      let loses =
        options.losesRecord && incomplete == nil && RecordShape.of(first.modelType) != nil
      if loses { incomplete = first.modelType }
      if let fault = options.pageFault, incomplete == nil, let pages = pages(list, with: fault) {
        incomplete = first.modelType
        lists.append(pages)
      } else {
        lists.append(pages(list, loses: loses))
      }
    }
    if random.chance(10) { lists.append([page([], "device/cucm/Phone", 0, 0, 0)]) }
    return lists
  }

  private mutating func pages(_ list: [RawRecord], loses: Bool) -> [Bytes] {
    let limit = random.number(1...max(1, list.count))
    let lost = loses ? random.below(list.count) : -1
    // An unknown total would switch the check off, so there is none where a record is to be missed.
    var total = list.count
    // A record that comes twice is one, so that no total would fit.
    let isTwice = !notePKIDs(of: list)
    if !options.losesRecord, options.pageFault == nil, random.chance(6) || isTwice {
      total = random.pick([0, 999_999_999])
    }
    return stride(from: 0, to: list.count, by: limit).map { skip in
      let indexes = (skip..<min(skip + limit, list.count)).filter { $0 != lost }
      return page(indexes.map { list[$0] }, list[0].modelType, skip, limit, total)
    }
  }

  /// Adds the PKIDs of a list to those on pages; false if one was there before.
  private mutating func notePKIDs(of list: [RawRecord]) -> Bool {
    var areNew = true
    for record in list {
      guard let pkid = record.pkid, !pkid.isEmpty else { continue }
      let isNew = pagedPKIDs[bytes(record.modelType), default: []].insert(pkid.lowercased())
        .inserted
      areNew = areNew && isNew
    }
    return areNew
  }

  /// The pages of a list that lacks records and has others twice; nil where it cannot.
  private mutating func pages(
    _ list: [RawRecord], with fault: RendererOptions.PageFault
  ) -> [Bytes]? {
    let pkids = list.compactMap { $0.pkid?.lowercased() }.filter { !$0.isEmpty }
    let isKnown = pkids.contains { pagedPKIDs[bytes(list[0].modelType), default: []].contains($0) }
    guard list.count > 1, pkids.count == list.count, Set(pkids).count == list.count, !isKnown else {
      return nil
    }
    _ = notePKIDs(of: list)
    let limit = random.number(1...list.count - 1)
    let starts = Array(stride(from: 0, to: list.count, by: limit))
    let broken = starts[random.number(1...starts.count - 1)]
    return starts.map { skip in
      var records = Array(list[skip..<min(skip + limit, list.count)])
      if skip == broken {
        switch fault {
        case .repeatedRecord: records[0] = list[skip - 1]
        case .repeatedPage: records = Array(list[..<records.count])
        }
      }
      return page(records, list[0].modelType, skip, limit, list.count)
    }
  }

  private mutating func page(
    _ records: [RawRecord], _ model: String, _ skip: Int, _ limit: Int, _ total: Int
  ) -> Bytes {
    var pagination = [
      JSONMember("skip", .number(String(skip))), JSONMember("limit", .number(String(limit))),
      JSONMember("total", .number(String(total))),
    ]
    var meta = [JSONMember("model_type", .string(model))]
    if options.hasNoise {
      pagination.append(JSONMember("current", .string("/api/?skip=0&total=7")))
      meta.append(JSONMember("references", .array([.object([JSONMember("path", .string("x"))])])))
      pagination = random.shuffled(pagination)
    }
    var members = [
      JSONMember("meta", .object(meta)), JSONMember("pagination", .object(pagination)),
      JSONMember("resources", .array(records.map { envelope($0) })),
    ]
    if options.hasNoise, random.chance(40) { members = random.shuffled(members) }
    var writer = writer(layout: layout(canBreak: true))
    writer.write(.object(members))
    if random.chance(50) { writer.output.append(0x0A) }
    return writer.output
  }
}
