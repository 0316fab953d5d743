extension DumpRenderer {
  /// A record as `{"meta": …, "data": …}` with all that a reader must overlook.
  mutating func envelope(_ record: RawRecord) -> JSONTree {
    guard options.hasNoise else {
      return .object([
        JSONMember("meta", .object(metaMembers(record))), JSONMember("data", .object(record.data)),
      ])
    }
    var spelling = RecordSpelling(
      random: SplitMix64(seed: random.next()), debatable: options.debatable)
    var noise = RecordNoise(
      random: SplitMix64(seed: random.next()), debatable: options.debatable)
    var meta = metaMembers(record)
    if random.chance(30) {
      meta.append(JSONMember("tags", .array([.string("name"), noise.value(depth: 2)])))
      meta.append(JSONMember("node_type", noise.value(depth: 1)))
    }
    meta = noise.withRepetition(random.shuffled(meta))
    let data = noise.disturbed(spelling.spelled(record).data, record.modelType)
    var members = random.shuffled([
      JSONMember("meta", .object(meta)), JSONMember("data", .object(data)),
    ])
    if random.chance(10) {
      let stranger = JSONMember(random.pick(["links", "schema", "name"]), noise.value(depth: 3))
      members.insert(stranger, at: random.below(3))
    }
    return .object(noise.withRepetition(members))
  }

  private mutating func metaMembers(_ record: RawRecord) -> [JSONMember] {
    var members = [JSONMember("model_type", .string(record.modelType))]
    if let pkid = record.pkid { members.append(JSONMember("pkid", .string(pkid))) }
    switch record.place {
    case .path(let path):
      members.append(JSONMember("path", .string(path)))
      // The path wins, whatever the hierarchy says.
      if options.hasNoise, random.chance(4) {
        members.append(JSONMember("hierarchy", .string("sys.not.here")))
      }
    case .hierarchy(let hierarchy):
      members.append(JSONMember("hierarchy", .string(hierarchy)))
      if options.debatable, random.chance(10) { members.append(JSONMember("path", .null)) }
    case .absent: break
    }
    return members
  }
}
