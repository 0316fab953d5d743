/// Invented names. Persons are put together from two lists; no real person is meant.
enum Words {
  /// A name as it is shown and as it is in a user id.
  struct Name {
    let shown: Bytes
    let key: Bytes

    /// `shown` may hold JSON escapes.
    init(_ shown: String, key: String? = nil) {
      self.shown = Bytes(shown.utf8)
      self.key = Bytes((key ?? shown.lowercased()).utf8)
    }
  }

  static let firstNames: [Name] =
    [
      "Ada", "Alma", "Amir", "Anouk", "Arjun", "Astrid", "Bela", "Benno", "Carys", "Chidi",
      "Clio", "Dara", "Della", "Edda", "Eamon", "Elif", "Enzo", "Farah", "Femi", "Gita", "Gwen",
      "Hana", "Hugo", "Ilse", "Imran", "Ines", "Ivo", "Jaya", "Joost", "Juno", "Kofi", "Kaia",
      "Lena", "Levi", "Liv", "Mabel", "Mei", "Milo", "Nadia", "Nils", "Noor", "Odette", "Olin",
      "Otto", "Petra", "Priya", "Quinn", "Rafi", "Rhea", "Rolf", "Sanna", "Silas", "Tamsin",
      "Tariq", "Ulla", "Uri", "Vera", "Wim", "Xenia", "Yara", "Yusuf", "Zara",
    ].map { Name($0) } + [
      Name("Zo\u{EB}", key: "zoe"), Name("Bj\\u00f6rn", key: "bjorn"),
      Name("Ren\u{E9}", key: "rene"), Name("S\u{F8}ren", key: "soren"),
    ]

  static let lastNames: [Name] =
    [
      "Abberley", "Ackroyd", "Bancroft", "Birtwhistle", "Blackwood", "Calloway", "Cartmell",
      "Dalgliesh", "Darrow", "Eastlake", "Ellwood", "Fairburn", "Fenwick", "Garside", "Gilfoyle",
      "Hallam", "Harcastle", "Ibbotson", "Ingram", "Jessop", "Jolliffe", "Kershaw", "Kinnock",
      "Lathbury", "Lockwood", "Marwood", "Merriweather", "Nettleton", "Norcross", "Oakden",
      "Ormerod", "Pemberton", "Pickersgill", "Quarmby", "Quiller", "Ramsbottom", "Redfearn",
      "Sedgwick", "Smethurst", "Tattersall", "Thistlewood", "Underhill", "Upjohn", "Vickerstaff",
      "Wainscott", "Wetherby", "Yardley", "Yoxall", "Zeller",
    ].map { Name($0) } + [
      Name("O'Farrelly", key: "ofarrelly"), Name("M\u{FC}hlbauer", key: "muehlbauer"),
      Name("Ni\\u00f1ez", key: "ninez"), Name("D\u{105}browa", key: "dabrowa"),
      Name("\u{4E2D}\u{6751}", key: "nakamura"),
    ]

  static let companyBeginnings = [
    "Amber", "Ashgrove", "Birchfield", "Brindle", "Cobalt", "Copperhill", "Dunmere", "Eastmoor",
    "Elderflow", "Fennel", "Fernhollow", "Glasswing", "Harrowgate", "Hazelmere", "Ironbark",
    "Juniper", "Kestrel", "Kingfisher", "Lanternway", "Marlowe", "Meadowlark", "Nettlecombe",
    "Oakhaven", "Old Quay", "Pinewood", "Quillfeather", "Ravenscar", "Saltmarsh", "Silverbrook",
    "Thornbury", "Umberland", "Vellum", "Westering", "Willowmere", "Yarrow",
  ]

  static let companyEndings = [
    "Bakeries", "Bank", "Borough Council", "Builders", "Clinics", "Couriers", "Dairies", "Energy",
    "Farms", "Foods", "Freight", "Hospitals", "Hotels", "Insurance", "Laboratories", "Legal",
    "Logistics", "Motors", "Pharmacy", "Printers", "Schools", "Shipping", "Textiles", "Water",
  ]

  static let towns = [
    "Aldermoor", "Brackenfield", "Calderwick", "Dunhaven", "Eskmouth", "Fallowby", "Greywater",
    "Hollinside", "Inverlark", "Jarrowmere", "Kelderby", "Longmarsh", "Millthorpe", "Netherwold",
    "Oxenbridge", "Pellridge", "Quernford", "Rushmere", "Stannick", "Tollgate", "Ullesby",
    "Varley", "Wickenden", "Yarnbrook",
  ]
}
