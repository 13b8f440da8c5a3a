"""What `tracker` knows of the world, read from the tables in `data/` (`data/SOURCES.md` says where each comes
from).

Each function reads its table once, on first use. A user's own file of the same name, in the folder that the
environment variable TRACKER_DATA names or in the configuration folder's `data`, is read after ours; its rows
take the place of those with the same key.
"""

from tracker.knowledge.bodies import Organisation, find_organisation, organisations
from tracker.knowledge.coding import (
    Cameo,
    Codes,
    actor_by_cameo,
    cameo_for,
    cameo_read,
    country_by_fips,
    event_codes,
    plover_of,
)
from tracker.knowledge.names import fold
from tracker.knowledge.people import Officials, Term, officials, one_spelling
from tracker.knowledge.places import Cities, City, Venue, cities, coordinates, regions, venues
from tracker.knowledge.posts import Title, rank_of, titles
from tracker.knowledge.states import Countries, Country, countries, lookalikes
from tracker.knowledge.tables import data_path, user_data_path

__all__ = [
    "Cameo", "Cities", "City", "Codes", "Countries", "Country", "Officials", "Organisation", "Term", "Title", "Venue",
    "actor_by_cameo", "cameo_for", "cameo_read", "cities", "coordinates", "countries", "country_by_fips", "data_path",
    "event_codes", "find_organisation", "fold", "lookalikes", "officials", "one_spelling",
    "organisations", "plover_of", "rank_of", "regions", "titles", "user_data_path", "venues",
]  # fmt: skip
