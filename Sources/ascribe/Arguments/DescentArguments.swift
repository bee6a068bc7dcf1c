public import ArgumentParser
public import CreditEngine

extension DescentSettings.Method: ExpressibleByArgument {}
extension DescentSettings.Acceptance: ExpressibleByArgument {}
