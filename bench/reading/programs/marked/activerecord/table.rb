require "active_record"
ActiveRecord::Base.establish_connection(adapter: "sqlite3", database: ":memory:")

class Order < ActiveRecord::Base; end

def load_order(id)
  Order.find(id) #~ ActiveRecord::StatementInvalid | Could not find table 'orders'
end

load_order(7)
