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
      lists.append(pages(list, loses: loses))
    }
    if random.chance(10) { lists.append([page([], "device/cucm/Phone", 0, 0, 0)]) }
    return lists
  }

  private mutating func pages(_ list: [RawRecord], loses: Bool) -> [Bytes] {
    let limit = random.number(1...max(1, list.count))
    let lost = loses ? random.below(list.count) : -1
    // An unknown total would switch the check off, so there is none where a record is to be missed.
    var total = list.count
    if !options.losesRecord, random.chance(6) { total = random.pick([0, 999_999_999]) }
    return stride(from: 0, to: list.count, by: limit).map { skip in
      let indexes = (skip..<min(skip + limit, list.count)).filter { $0 != lost }
      return page(indexes.map { list[$0] }, list[0].modelType, skip, limit, total)
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
