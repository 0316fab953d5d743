internal import CensusModel

/// Providers, hosts and moments of an audit, each once.
package struct AuditOrigin: Equatable, Sendable {
  init() {}

  /// That of one report.
  package init(provider: String, host: String, dateTime: String) {
    add(provider: provider, host: host, [dateTime])
  }

  private(set) var providers: [String] = []
  private(set) var hosts: [String] = []
  private(set) var dateTimes: [String] = []

  mutating func add(provider: String, host: String, _ moments: [String]) {
    if !providers.contains(where: provider.isExactly) { providers.append(provider) }
    if !hosts.contains(where: host.isExactly) { hosts.append(host) }
    for moment in moments where !dateTimes.contains(moment) { dateTimes.append(moment) }
  }

  /// In one line; empty where nothing is known.
  var text: String {
    let parts = [providers, hosts.filter { !$0.isEmpty }, dateTimes].filter { !$0.isEmpty }
    return parts.map { $0.joined(separator: ", ") }.joined(separator: " · ")
  }
}
