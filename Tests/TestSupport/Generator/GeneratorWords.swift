/// The words that random dumps are made of. Spaces are small, so that collisions are frequent.
enum GeneratorWords {
  /// Node names; the last ones hold control characters, which a Provider Name may not.
  static let plainNames = [
    "Innovia", "INV-Reading", "Süd", "Su\u{308}d", "=cmd", "+1", "-x", "@a", "a,b", "q\"t",
    " blank ",
    "名古屋", "🏢", "sys", "Site", "Ω", "\u{2126}", "'q", "a b", "data/HierarchyNode", "\\u0041",
  ]
  static let controlNames = ["l\nf", "c\rr", "\ttab", "\r\n", "nul\u{0}", "\nx", "\u{85}"]

  /// Intermediate node types; types are compared exactly, so the last are not Sites or Customers.
  static let otherTypes = [
    "", "LinkedSite", "LinkedSite", "Folder", "site", "CUSTOMER", "Site ", " Customer", "Sites",
  ]

  static let userStems = ["user", "ann", "bob@x.example", "Zoë", "Zoe\u{308}", "k\u{212A}", "a  b"]
  static let mailStems = ["m@x.example", "Mail+Tag@x.example", "ß@x.example", "bob@x.example"]

  static let products = [
    "Cisco 7940", "Cisco 8861", "Cisco 8861", "CTI Remote Device", "Analog Phone",
    "Cisco VGC Phone", "Cisco VGC Virtual Phone", "CTI Port", "CTI Port",
    "Cisco Spark Remote Device", "Cisco Spark Remote Device", "Universal Device Template",
    "EMCC Base Phone", "Conference Bridge", "SCCP gateway virtual phone", "Acme 9000",
    "Acme  Ünit", "Cisco\u{A0}7940", "Cisco", "",
  ]
  static let deviceClasses = [
    "Phone", "Phone", "Phone", "Phone", "Phone", "Phone", "Phone", "", "", " PHONE", "phone  ",
    "Gateway", "CTI Route Point", "Phone Template", "  ",
  ]
  static let phoneCounts = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4, 9, 10, 11, 12, 19, 20, 21, 25,
  ]

  static let yes = ["true", "TRUE", "True", "t", "T", "Y", "y"]
  static let no = ["false", "FALSE", "False", "f", "F", "N", "n"]

  static let unknownTypes = [
    "device/cucm/Line", "device/cucm/phone", "device/cucm/PhoneX", "device/cucm/Phon",
    "data/hierarchynode", "device/cucm/User ", "relation/LineRelation", "view/X",
  ]
}
