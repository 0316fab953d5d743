/// A model of device as the call manager names it, and how devices of it are named.
struct Product {
  let name: Bytes
  let prefix: Bytes
  let signalling: Bytes
  /// Named after a hardware address, not after the user.
  let isHardware: Bool

  init(_ name: String, _ prefix: String = "SEP", _ signalling: String = "SIP") {
    self.name = Bytes(name.utf8)
    self.prefix = Bytes(prefix.utf8)
    self.signalling = Bytes(signalling.utf8)
    isHardware = ["SEP", "ATA", "AN"].contains(prefix)
  }

  /// Desk phones; newer ones are more frequent.
  static let desk: [(product: Product, weight: Int)] = [
    (Product("Cisco 8851"), 150), (Product("Cisco 8841"), 140), (Product("Cisco 8845"), 120),
    (Product("Cisco 7841"), 110), (Product("Cisco 8865"), 70), (Product("Cisco 7821"), 60),
    (Product("Cisco 8861"), 50), (Product("Cisco 8811"), 40), (Product("Cisco 7861"), 30),
    (Product("Cisco 7811"), 30), (Product("Cisco 7962", "SEP", "SCCP"), 25),
    (Product("Cisco 7942", "SEP", "SCCP"), 25), (Product("Cisco 7965", "SEP", "SCCP"), 15),
    (Product("Cisco 8821"), 20), (Product("Cisco DX80"), 8), (Product("Cisco 8875"), 12),
    (Product("Cisco Webex Desk Pro"), 8), (Product("Cisco Webex Desk"), 8),
    (Product("Cisco 6941", "SEP", "SCCP"), 8), (Product("Cisco 9971"), 6),
    (Product("Cisco ATA 191", "ATA"), 6), (Product("Cisco ATA 190", "ATA"), 6),
    (Product("Cisco IP Communicator", "SEP", "SCCP"), 5),
    (Product("Third-party SIP Device (Basic)"), 5), (Product("Cisco 840"), 4),
    (Product("Cisco 860"), 4),
  ]

  /// Mobile and soft clients of users, beside the desk phone.
  static let soft: [(product: Product, weight: Int)] = [
    (Product("Cisco Unified Client Services Framework", "CSF"), 48),
    (Product("Cisco Dual Mode for iPhone", "TCT"), 26),
    (Product("Cisco Dual Mode for Android", "BOT"), 16),
    (Product("Cisco Jabber for Tablet", "TAB"), 7),
    (Product("CTI Remote Device", "CTIRD"), 3),
  ]

  /// One in many: rooms, retired models, wireless, and one that no table knows.
  static let rare = [
    "Cisco 3905", "Cisco 6901", "Cisco 6911", "Cisco 6921", "Cisco 6945", "Cisco 6961",
    "Cisco 7832", "Cisco 7902", "Cisco 7905", "Cisco 7906", "Cisco 7911", "Cisco 7912",
    "Cisco 7920", "Cisco 7921", "Cisco 7925", "Cisco 7926", "Cisco 7931", "Cisco 7936",
    "Cisco 7937", "Cisco 7940", "Cisco 7941", "Cisco 7945", "Cisco 7960", "Cisco 7961",
    "Cisco 7970", "Cisco 7971", "Cisco 7975", "Cisco 7985", "Cisco 8811NS", "Cisco 8831",
    "Cisco 8832", "Cisco 8832NR", "Cisco 8851NR", "Cisco 8865NR", "Cisco 8941", "Cisco 8945",
    "Cisco 8961", "Cisco 9951", "Cisco DX650", "Cisco DX70", "Cisco E20",
    "Cisco Spark Room Kit", "Cisco Spark Room 55", "Cisco TelePresence EX60",
    "Cisco TelePresence EX90", "Cisco TelePresence MX300 G2", "Cisco TelePresence SX10",
    "Cisco TelePresence SX20", "Cisco TelePresence SX80", "Cisco Webex Board 55",
    "Cisco Webex Room 70 Dual", "Cisco Webex Room Bar", "Cisco Webex Room Kit Mini",
    "Ascom IP-DECT Device", "ISDN BRI Phone", "H.323 Phone", "Nokia S60", "IP-STE",
    "Cisco 8899 Field Trial",
  ].map { Product($0) }

  static let analog = [
    Product("Analog Phone", "AN", "SCCP"), Product("Cisco VGC Phone", "AN", "SCCP"),
  ]
  static let ctiPort = Product("CTI Port", "CTIP-", "SCCP")
  static let sparkRemote = Product("Cisco Spark Remote Device", "SPARKRD")
  static let template = Product("Universal Device Template", "UDT-")

  /// A product of a weighted list.
  static func pick(
    _ list: [(product: Product, weight: Int)], using random: inout RandomSource
  ) -> Product {
    let weights = list.reduce(0) { $0 + $1.weight }
    var rest = random.below(weights)
    for (product, weight) in list {
      if rest < weight { return product }
      rest -= weight
    }
    return list[0].product
  }
}
