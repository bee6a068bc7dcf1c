import Testing

@testable import PlantedFaults
