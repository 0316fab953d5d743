/// The hierarchy, the settings of customers, and phones that live on a phone server.
enum PlaceFields {
  static let node = FieldList(
    """
    name: "$nodeName$"
    node_type: "$nodeType$"
    description: null
    """)

  static let customerSettings = FieldList(
    """
    customerName: "$customer$"
    publicSector: $flag$
    inactiveBilling: $otherFlag$
    dialPlanScheme: "Type 4"
    """)

  static let phoneServerPhone = FieldList(
    """
    name: "$device$"
    description: "$site$ gate"
    extension: "$directoryNumber$"
    firmware: "4.2.1"
    """)
}
