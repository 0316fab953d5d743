/// A provider as its systems know it: what can be written both as a dump and as exports.
///
/// A system holds each key once and refers only to what it has. So, unlike in the dumps of
/// `ProviderGenerator`, no key occurs twice, every owner and every associated device exists, and
/// nothing is above a site.
public struct SourceInventory: Sendable {
  /// A user of CUCM.
  struct User: Sendable {
    var site: Int
    var id: String
    var mail: String
    var devices: [String] = []
    var profiles: [String] = []
  }

  /// A phone of CUCM.
  struct Phone: Sendable {
    var site: Int
    var name: String
    var product: String
    var deviceClass: String
    var owner: String
    var description: String
  }

  /// A named thing that may have a user: an extension-mobility or a remote destination profile.
  struct Profile: Sendable {
    var site: Int
    var name: String
    var user = ""
  }

  /// A voicemail box, an agent, a Pexip user, a phone-server phone: a site and a key.
  struct Account: Sendable {
    var site: Int
    var key: String
  }

  /// The services of a Webex licence.
  enum WebexService: CaseIterable, Sendable {
    case meeting, messaging, calling
  }

  /// A person of Webex, known by their mail address.
  struct WebexPerson: Sendable {
    var site: Int
    var mail: String
    var services: [WebexService]
  }

  /// An account of a Microsoft tenant.
  struct MicrosoftPerson: Sendable {
    var site: Int
    var name: String
    var isLicensed: Bool
    var hasTeams: Bool
    var hasVoice: Bool
    var hasMailbox: Bool
  }

  /// A customer and everything at its sites.
  struct Customer: Sendable {
    var name: String
    var reseller: String?
    var pkid: String
    var sites: [String]
    var publicSector = false
    var inactiveBilling = false
    /// Ends all keys of the customer, so that systems may serve several customers.
    var mark: String
    var users: [User] = []
    var phones: [Phone] = []
    var mobilityProfiles: [Profile] = []
    var reachProfiles: [Profile] = []
    var voicemail: [Account] = []
    var webex: [WebexPerson] = []
    var microsoft: [MicrosoftPerson] = []
    var express: [Account] = []
    var enterprise: [Account] = []
    var pexip: [Account] = []
    var phoneServer: [Account] = []

    /// The domain of the customer's mail addresses.
    var domain: String { "\(mark).example" }
  }

  /// Customers that share their systems.
  struct Group: Sendable {
    var customers: [Customer]
    /// The tenant is known from `Get-CsOnlineUser` alone: only Teams and voice.
    var hasTeamsOnly = false
  }

  /// The seed it came from; print it when a comparison fails.
  public let seed: UInt64
  var provider: String
  var providerPKID: String
  var groups: [Group]
  /// The members of `platform.json`.
  public var facts: [JSONMember]
}
