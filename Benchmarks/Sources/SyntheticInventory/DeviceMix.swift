internal import CensusModel
internal import CensusRules
internal import ColumnFile

/// The types of devices and how often each occurs: what stands on desks, what users carry, and one
/// in many of everything else.
struct DeviceMix {
  /// A weight and a folded product a line.
  private static let desk = """
    150 cisco 8851
    140 cisco 8841
    120 cisco 8845
    110 cisco 7841
    70 cisco 8865
    60 cisco 7821
    50 cisco 8861
    40 cisco 8811
    30 cisco 7861
    30 cisco 7811
    25 cisco 7962
    25 cisco 7942
    15 cisco 7965
    20 cisco 8821
    8 cisco dx80
    12 cisco 8875
    8 cisco webex desk pro
    8 cisco webex desk
    8 cisco 6941
    6 cisco 9971
    6 cisco ata 191
    6 cisco ata 190
    5 cisco ip communicator
    5 third-party sip device (basic)
    4 cisco 840
    4 cisco 860
    """

  private static let soft = """
    48 cisco unified client services framework
    26 cisco dual mode for iphone
    16 cisco dual mode for android
    7 cisco jabber for tablet
    3 cti remote device
    """

  /// The last one is in no device table, so it is a phone.
  private static let rare = """
    cisco 3905, cisco 6901, cisco 6911, cisco 6921, cisco 6945, cisco 6961, cisco 7832, \
    cisco 7902, cisco 7905, cisco 7906, cisco 7911, cisco 7912, cisco 7920, cisco 7921, \
    cisco 7925, cisco 7926, cisco 7931, cisco 7936, cisco 7937, cisco 7940, cisco 7941, \
    cisco 7945, cisco 7960, cisco 7961, cisco 7970, cisco 7971, cisco 7975, cisco 7985, \
    cisco 8811ns, cisco 8831, cisco 8832, cisco 8832nr, cisco 8851nr, cisco 8865nr, cisco 8941, \
    cisco 8945, cisco 8961, cisco 9951, cisco dx650, cisco dx70, cisco e20, \
    cisco spark room kit, cisco spark room 55, cisco telepresence ex60, cisco telepresence ex90, \
    cisco telepresence mx300 g2, cisco telepresence sx10, cisco telepresence sx20, \
    cisco telepresence sx80, cisco webex board 55, cisco webex room 70 dual, \
    cisco webex room bar, cisco webex room kit mini, ascom ip-dect device, isdn bri phone, \
    h.323 phone, nokia s60, ip-ste, cisco 8899 field trial
    """

  private static let analog = "1 analog phone\n1 cisco vgc phone"
  private static let others = [
    "cti port", "cisco spark remote device", "universal device template",
  ]

  /// The types of an inventory, with the classes of the built-in device table.
  private(set) var types: [DeviceTypeEntry] = []

  // Indexes of types, each as often as it is heavy.
  private var desk: [UInt16] = []
  private var soft: [UInt16] = []
  private var rare: [UInt16] = []
  private var analog: [UInt16] = []
  private var ctiPort: UInt16 = 0
  private var sparkRemote: UInt16 = 0
  private var template: UInt16 = 0

  init() throws {
    let classes = try DeviceClassTable.builtIn()
    desk = add(weighted: Self.desk, classes)
    soft = add(weighted: Self.soft, classes)
    rare = Self.rare.split(separator: ", ").map { add(String($0), classes) }
    analog = add(weighted: Self.analog, classes)
    let rest = Self.others.map { add($0, classes) }
    (ctiPort, sparkRemote, template) = (rest[0], rest[1], rest[2])
  }

  private mutating func add(weighted lines: String, _ classes: DeviceClassTable) -> [UInt16] {
    var indexes: [UInt16] = []
    for line in lines.split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 1)
      guard fields.count == 2, let weight = Int(fields[0]) else { continue }
      let index = add(String(fields[1]), classes)
      indexes.append(contentsOf: repeatElement(index, count: weight))
    }
    return indexes
  }

  private mutating func add(_ product: String, _ classes: DeviceClassTable) -> UInt16 {
    let type = DeviceType.product(product)
    types.append(
      DeviceTypeEntry(
        type: type, deviceClass: classes.deviceClass(of: type), isKnown: classes.knows(product)))
    return UInt16(types.count - 1)
  }

  /// The type of the next device of a person. A Spark Remote Device stands beside other devices, or is
  /// all that a person has; a few persons own what is not a phone.
  func owned(after previous: UInt16?, using random: inout RandomStream) -> UInt16 {
    let choice = random.below(1000)
    let remoteShare = previous == sparkRemote ? 200 : 25
    switch choice {
    case ..<remoteShare: return sparkRemote
    case 960..<965: return pick(analog, &random)
    case 965..<968: return ctiPort
    case 968..<970: return template
    case 970...: return pick(rare, &random)
    default: break
    }
    let isDesk = random.chance(previous == nil ? 780 : 300)
    return isDesk ? pick(desk, &random) : pick(soft, &random)
  }

  /// The type of a device without an owner.
  func standalone(using random: inout RandomStream) -> UInt16 {
    switch random.below(95) {
    case ..<60: pick(desk, &random)
    case ..<75: pick(analog, &random)
    case ..<87: ctiPort
    case ..<91: template
    default: sparkRemote
    }
  }

  private func pick(_ indexes: [UInt16], _ random: inout RandomStream) -> UInt16 {
    indexes[random.below(indexes.count)]
  }
}
