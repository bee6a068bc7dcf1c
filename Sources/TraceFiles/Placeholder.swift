import CSimdjson
import CreditEngine
