/// The hierarchy of a provider: who its customers are, where they sit and how large they are.
struct ProviderPlan {
  /// A record of the hierarchy.
  struct Node {
    var name: String
    var type: String
    var parentPath: String
    var pkid: String

    var path: String { "\(parentPath).\(name)" }
  }

  private(set) var nodes: [Node] = []
  private(set) var customers: [CustomerPlan] = []
  private let seed: UInt64
  private var random: RandomSource

  init(options: Options) {
    seed = options.seed
    random = RandomSource(seed: options.seed, stream: 0x9A7)
    let provider = add("Larkspur UC", "Provider", below: "sys.hcs")
    let resellers = (0..<max(2, options.customerCount / 40)).map { index in
      add(ProviderPlan.resellerName(index), "Reseller", below: provider.path)
    }
    let sizes = ProviderPlan.sizes(options, using: &random)
    for (index, size) in sizes.enumerated() {
      let parent = index % 4 == 2 ? provider : resellers[random.below(resellers.count)]
      addCustomer(index: index, size: size, below: parent.path)
    }
  }

  private mutating func addCustomer(index: Int, size: Int, below path: String) {
    let node = add(ProviderPlan.customerName(index), "Customer", below: path)
    var top = node.path
    if index % 4 == 1 { top = add("Region North", "", below: top).path }
    let linked = index % 5 == 0 ? add("Linked Depot", "LinkedSite", below: node.path) : nil
    var sites: [Node] = []
    for number in 0..<min(200, (size + 119) / 80) {
      let nested = number % 12 == 5
      sites.append(
        add(
          nested ? "Floor \(number)" : ProviderPlan.siteName(number), "Site",
          below: nested ? sites[number - 1].path : top))
    }
    customers.append(
      CustomerPlan(
        index: index, node: node, size: size, sites: sites, linkedSite: linked,
        services: Services(customer: index, using: &random)))
  }

  /// Keys look like the platform's: a time, a place and a number that never comes twice.
  private mutating func add(_ name: String, _ type: String, below path: String) -> Node {
    var pkid: Bytes = []
    pkid.append(hex: 0x5C00_0000 + UInt64(random.below(0x0800_0000)), digits: 8)
    pkid.append(hex: seed, digits: 8)
    pkid.append(hex: 0xA000_0000 + UInt64(nodes.count), digits: 8)
    let node = Node(
      name: name, type: type, parentPath: path, pkid: String(decoding: pkid, as: UTF8.self))
    nodes.append(node)
    return node
  }

  /// Sizes near a log-normal law, with the whole sum. The last of four or more has no subscribers.
  private static func sizes(_ options: Options, using random: inout RandomSource) -> [Int] {
    var weights = (0..<options.customerCount).map { _ in random.pick(logNormalWeights) }
    // The first two customers have every service: they are large, but not the largest.
    var unplaced = Array(weights.indices)
    for place in [2, 0, 1] where place < weights.count {
      let largest = unplaced.max { weights[$0] < weights[$1] } ?? place
      weights.swapAt(place, largest)
      unplaced.removeAll { $0 == place }
    }
    if weights.count >= 4 { weights[weights.count - 1] = 0 }
    let sum = weights.reduce(0, +)
    var sizes = weights.map { options.subscriberCount * $0 / sum }
    sizes[0] += options.subscriberCount - sizes.reduce(0, +)
    return sizes
  }

  /// 100 · e^(1.2 z) at 48 evenly spaced quantiles of the normal law.
  private static let logNormalWeights = [
    6, 11, 14, 17, 21, 24, 27, 30, 33, 36, 39, 43, 46, 50, 54, 58, 62, 66, 71, 75, 80, 85, 91, 97,
    103, 110, 117, 125, 133, 142, 152, 162, 174, 186, 200, 216, 234, 254, 277, 304, 336, 375,
    423, 486, 573, 703, 935, 1601,
  ]

  private static func resellerName(_ index: Int) -> String {
    let names = ["Copper Lane Telecom", "Bluebell Networks", "Harbour Voice", "Tern Street IT"]
    return names[index % names.count] + (index < names.count ? "" : " \(index)")
  }

  private static func customerName(_ index: Int) -> String {
    let begin = Words.companyBeginnings
    let end = Words.companyEndings
    // 37 shares no factor with the number of names, so each comes once before any comes twice.
    let number = index * 37 % (begin.count * end.count)
    let name = "\(begin[number % begin.count]) \(end[number / begin.count])"
    return index < begin.count * end.count ? name : "\(name) \(index)"
  }

  private static func siteName(_ index: Int) -> String {
    let town = Words.towns[index % Words.towns.count]
    return index < Words.towns.count ? town : "\(town) \(index / Words.towns.count + 1)"
  }
}
