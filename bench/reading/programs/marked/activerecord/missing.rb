require "active_record"
ActiveRecord::Base.establish_connection(adapter: "sqlite3", database: ":memory:")
ActiveRecord::Schema.verbose = false
ActiveRecord::Schema.define { create_table(:orders) { |t| t.string :name, null: false } }

class Order < ActiveRecord::Base; end

Order.find(7) #~ ActiveRecord::RecordNotFound | Couldn't find Order with 'id'=7
