import CensusModel
import Testing

/// The values that modules hand to each other.
@Suite struct ModelTests {
  @Test func factsAreBits() {
    var facts: FactSet = []
    for fact in Fact.allCases {
      #expect(!facts.contains(fact))
      facts.insert(fact)
      #expect(facts.contains(fact))
    }
    #expect(facts.rawValue == 0x1FFF)
    #expect(FactSet(.pexip).rawValue == 1 << 12)
  }

  @Test func deviceClassesHaveTheirNames() {
    let names = ["phone", "analog", "ctiPort", "sparkRemote", "none"]
    #expect(DeviceClass.allCases.map(\.name) == names)
    #expect(names.map { DeviceClass(name: $0) } == DeviceClass.allCases)
    #expect(DeviceClass(name: "Phone") == nil)
    #expect(DeviceClass.allCases.map(\.rawValue) == [1, 2, 3, 4, 5])
  }

  @Test func personsKeepTheirDevices() {
    var persons = PersonTable()
    #expect(persons.count == 0)
    persons.append(facts: FactSet(.ucmUser), devices: [3, 1])
    persons.append(facts: [], devices: [])
    persons.append(facts: FactSet(.spark), devices: [7])
    #expect(persons.count == 3)
    #expect((0..<3).map { Array(persons.devices(of: $0)) } == [[3, 1], [], [7]])
    #expect(persons.devices == [3, 1, 7])
    #expect(persons.deviceStarts == [0, 2, 2, 3])
  }

  /// Every counter of one customer is added to its own and to no other.
  @Test func countsAddUp() {
    var one = CustomerCounts(columnCount: 2)
    one.columns = [1, 2]
    (one.persons, one.users, one.unclassifiedUsers) = (3, 4, 5)
    (one.unclassifiedAccounts, one.usersOverLicense, one.additionalLicenses) = (6, 7, 8)
    one.licensedPersons = 21
    one.assignedDevices = [9, 10, 11, 12, 13, 14]
    one.standaloneDevices = [15, 16, 17, 18, 19, 20]
    var sum = CustomerCounts(columnCount: 2)
    sum.add(one)
    #expect(sum == one)
    sum.add(one)
    #expect(sum.columns == [2, 4])
    #expect([sum.persons, sum.users, sum.unclassifiedUsers] == [6, 8, 10])
    #expect(
      [sum.unclassifiedAccounts, sum.usersOverLicense, sum.additionalLicenses] == [12, 14, 16])
    #expect(sum.licensedPersons == 42)
    #expect(one.userLicenses == 29, "21 + 8")
    #expect(sum.assignedDevices == [18, 20, 22, 24, 26, 28])
    #expect(sum.standaloneDevices == [30, 32, 34, 36, 38, 40])
  }

  @Test func countersAddUp() {
    var one = CustomerCounters()
    for (index, counter) in CustomerCounters.all.enumerated() { one[keyPath: counter] = 1 << index }
    let sum = one + one
    #expect(CustomerCounters.all.map { sum[keyPath: $0] } == [2, 4, 8, 16, 32, 64, 128, 256])
  }

  @Test func platformFactsAgreeWhereOneIsSilent() {
    let mine = PlatformFacts(values: [.orgID: "1", .hostname: "a", .auditVersion: "e\u{301}"])
    let other = PlatformFacts(values: [.orgID: "2", .platformID: "p", .auditVersion: "\u{E9}"])
    #expect(mine.disagreements(with: other) == [.orgID, .auditVersion])
    #expect(mine.disagreements(with: PlatformFacts()) == [])
    let completed = mine.completed(by: other)
    #expect(completed[.orgID] == "1")
    #expect(completed[.platformID] == "p")
    #expect(completed[.hostname] == "a")
  }
}
