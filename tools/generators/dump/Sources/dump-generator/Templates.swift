/// Every record rendered beforehand, in several variants a model.
struct Templates {
  private let variants: [[RecordTemplate]]
  /// One line of a phone, for the slot `lines`.
  let lines: [RecordTemplate]

  /// The variants of a seed. The same for every size, so that samples and benchmarks agree.
  init(seed: UInt64) {
    var random = RandomSource(seed: seed, stream: 0x7E3)
    lines = (0..<8).map { _ in RecordTemplate(PhoneFields.line.variant(using: &random)) }
    variants = Model.allCases.map { model in
      (0..<Templates.variantCount(of: model)).map { _ in
        let data = Templates.fields(of: model, using: &random).variant(using: &random)
        return RecordTemplate(Templates.envelope(of: model, data: data))
      }
    }
  }

  /// A variant of a model.
  func variant(of model: Model, using random: inout RandomSource) -> RecordTemplate {
    random.pick(variants[model.rawValue])
  }

  private static func variantCount(of model: Model) -> Int {
    switch model {
    case .phone: 24
    case .node, .customerSettings: 1
    default: 6
    }
  }

  private static func envelope(of model: Model, data: String) -> String {
    let key = model == .node ? "$nodePkid$" : "$pkid$"
    let meta = "\"pkid\":\"\(key)\",\"model_type\":\"\(model.modelType)\",$place$"
    return "{\"meta\":{\(meta),\"cached\":true},\"data\":\(data)}"
  }

  private static func fields(of model: Model, using random: inout RandomSource) -> FieldList {
    switch model {
    case .phone: PhoneFields.phone(vendor: PhoneFields.vendorConfig.variant(using: &random))
    case .user: PersonFields.user
    case .deviceProfile: PhoneFields.deviceProfile
    case .remoteDestinationProfile: PhoneFields.remoteDestinationProfile
    case .line: PhoneFields.directoryNumber
    case .voicemail: PersonFields.voicemail
    case .webex: PersonFields.webex
    case .spark: PersonFields.spark
    case .contactCenterExpress, .contactCenterEnterprise: PersonFields.agent
    case .microsoft365: PersonFields.microsoft365
    case .teams: PersonFields.teams
    case .exchange: PersonFields.exchange
    case .pexip: PersonFields.pexip
    case .phoneServerPhone: PlaceFields.phoneServerPhone
    case .customerSettings: PlaceFields.customerSettings
    case .node: PlaceFields.node
    }
  }
}
