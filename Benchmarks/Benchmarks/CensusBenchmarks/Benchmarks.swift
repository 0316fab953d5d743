import Benchmark
import SyntheticInventory

let benchmarks: @Sendable () -> Void = {
  let sizes = Sizes.current
  for persons in sizes.persons {
    let (what, shape) = (Sizes.text(persons), Sizes.usual(persons))
    register("kernel: \(what)", shape, in: .memory) { try $0.count() }
    register("kernel: \(what), reading as many bytes", shape, in: .memory) { try $0.read() }
    registerAudit(what, shape)
  }
  let usual = Sizes.usual(sizes.sweepPersons)
  for groupPersons in sizes.groupPersons {
    registerAudit("groups of \(groupPersons)", usual, groupPersons: groupPersons)
  }
  for (count, each) in sizes.customers {
    registerAudit("\(count) customers of \(each)", Sizes.equal(count, each: each))
  }
  for facts in InventoryShape.Facts.allCases {
    for tenths in [2, 15, 50] {
      var shape = usual
      shape.facts = facts
      shape.deviceCount = shape.personCount * tenths / 10
      registerAudit("\(facts) facts, \(tenths / 10).\(tenths % 10) devices a person", shape)
    }
  }
}

/// The audit of a file in the page cache beside all of it but the counting.
private func registerAudit(
  _ what: String, _ shape: InventoryShape, groupPersons: Int = Sizes.groupPersonsUsual
) {
  for threads in [1, 2] {
    register("audit: \(what), \(threads) threads", shape, groupPersons: groupPersons) {
      try $0.audit(threads: threads)
    }
    register("audit: \(what), \(threads) threads, not counting", shape, groupPersons: groupPersons)
    {
      try $0.decode(threads: threads)
    }
  }
}
